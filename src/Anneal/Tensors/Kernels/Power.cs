using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Powers with any exponent.</summary>
internal static class Power
{
    /// <summary>aᵇ, as <see cref="Math.Pow(double, double)"/> has it for zero, negative and infinite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Of(a.As<T, float>(), b.As<T, float>()).As<float, T>() : Each(a.As<T, double>(), b.As<T, double>()).As<double, T>();

    // e^(b·ln a) in doubles is right to the last place of a float.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Of(Vector<float> a, Vector<float> b)
    {
        Vector<int> plain = Vector.GreaterThan(a, Vector<float>.Zero) & Vector.LessThan(a, Vector.Create(float.PositiveInfinity)) & Vector.LessThan(Vector.Abs(b), Vector.Create(float.PositiveInfinity));
        if (!Vector.EqualsAll(plain, Vector<int>.AllBitsSet))
            return Each(a, b);
        Vector.Widen(a, out Vector<double> lowA, out Vector<double> highA);
        Vector.Widen(b, out Vector<double> lowB, out Vector<double> highB);
        return Vector.Narrow(Elementary.Exp(lowB * Vector.Log(lowA)), Elementary.Exp(highB * Vector.Log(highA)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> Each<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < Vector<T>.Count; i++)
            a = a.WithElement(i, T.Pow(a[i], b[i]));
        return a;
    }
}
