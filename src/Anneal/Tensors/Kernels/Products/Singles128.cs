using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>128 bits of single precision: every machine has them, or the runtime acts as if.</summary>
internal readonly unsafe struct Singles128 : IVectors<float, Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static int Rows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Repeat(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, Vector128<float> value) => Vector128.Store(value, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> x, Vector128<float> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> x, Vector128<float> y, Vector128<float> z) => Vector128.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Vector128<float> first, Vector128<float> second, Vector128<float> third, Vector128<float> fourth, float* to)
    {
        if (Sse3.IsSupported)
            Sse3.HorizontalAdd(Sse3.HorizontalAdd(first, second), Sse3.HorizontalAdd(third, fourth)).Store(to);
        else if (AdvSimd.Arm64.IsSupported)
            AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(first, second), AdvSimd.Arm64.AddPairwise(third, fourth)).Store(to);
        else
            Vector128.Create(Sum(first), Sum(second), Sum(third), Sum(fourth)).Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadPart(float* from, int count)
    {
        Vector128<float> value = default;
        for (int i = 0; i < count; i++)
            ((float*)&value)[i] = from[i];
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(float* to, Vector128<float> value, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = ((float*)&value)[i];
    }
}
