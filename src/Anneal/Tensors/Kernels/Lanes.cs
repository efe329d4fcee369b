namespace Anneal.Tensors.Kernels;

/// <summary>Batches of images, sixteen side by side.</summary>
internal static unsafe class Lanes
{
    public static void Pack(int images, int size, float* plain, float* lanes, bool add, int threads)
    {
        for (int i = 0; i < (images + 15) / 16 * 16; i++)
        {
            for (int j = 0; j < size; j++)
            {
                float* to = lanes + (((((long)i / 16) * size) + j) * 16) + (i % 16);
                float value = i < images ? plain[((long)i * size) + j] : 0;
                *to = add ? *to + value : value;
            }
        }
    }

    public static void Unpack(int images, int size, float* lanes, float* plain, bool add, int threads)
    {
        for (int i = 0; i < images; i++)
        {
            for (int j = 0; j < size; j++)
            {
                float value = lanes[(((((long)i / 16) * size) + j) * 16) + (i % 16)];
                float* to = plain + ((long)i * size) + j;
                *to = add ? *to + value : value;
            }
        }
    }
}
