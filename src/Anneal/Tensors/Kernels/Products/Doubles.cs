using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels.Products;

/// <summary>Double precision, as wide as the runtime likes it.</summary>
internal readonly unsafe struct Doubles : IVectors<double, Vector<double>>
{
    public static int Count => Vector<double>.Count;

    public static int Rows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Load(double* from) => Vector.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Repeat(double value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double* to, Vector<double> value) => Vector.Store(value, to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Add(Vector<double> x, Vector<double> y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAdd(Vector<double> x, Vector<double> y, Vector<double> z) => Vector.MultiplyAddEstimate(x, y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector<double> value) => Vector.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(Vector<double> first, Vector<double> second, Vector<double> third, Vector<double> fourth, double* to)
    {
        to[0] = Sum(first);
        to[1] = Sum(second);
        to[2] = Sum(third);
        to[3] = Sum(fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LoadPart(double* from, int count)
    {
        Vector<double> value = default;
        for (int i = 0; i < count; i++)
            ((double*)&value)[i] = from[i];
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePart(double* to, Vector<double> value, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = ((double*)&value)[i];
    }
}
