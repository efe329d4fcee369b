using System.Numerics;

namespace Anneal.Tensors.Kernels;

/// <summary>Products of matrices.</summary>
internal static unsafe class Gemm
{
    public static void Multiply(int m, int n, int k, float* a, nint aRow, nint aColumn, float* b, nint bRow, nint bColumn, float* c, nint cRow, bool add, int threads)
        => Simple(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add);

    public static void Multiply(int m, int n, int k, double* a, nint aRow, nint aColumn, double* b, nint bRow, nint bColumn, double* c, nint cRow, bool add, int threads)
        => Simple(m, n, k, a, aRow, aColumn, b, bRow, bColumn, c, cRow, add);

    public static void Batched(int count, int m, int n, int k, float* a, nint aStep, nint aRow, nint aColumn, float* b, nint bStep, nint bRow, nint bColumn, float* c, nint cStep, nint cRow, bool add, int threads)
    {
        for (int i = 0; i < count; i++)
            Simple(m, n, k, a + (i * aStep), aRow, aColumn, b + (i * bStep), bRow, bColumn, c + (i * cStep), cRow, add);
    }

    public static void Batched(int count, int m, int n, int k, double* a, nint aStep, nint aRow, nint aColumn, double* b, nint bStep, nint bRow, nint bColumn, double* c, nint cStep, nint cRow, bool add, int threads)
    {
        for (int i = 0; i < count; i++)
            Simple(m, n, k, a + (i * aStep), aRow, aColumn, b + (i * bStep), bRow, bColumn, c + (i * cStep), cRow, add);
    }

    private static void Simple<T>(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool add)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = add ? c[(i * cRow) + j] : T.Zero;
                for (int l = 0; l < k; l++)
                    sum += a[(i * aRow) + (l * aColumn)] * b[(l * bRow) + (j * bColumn)];
                c[(i * cRow) + j] = sum;
            }
        }
    }
}
