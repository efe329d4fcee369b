using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Every number held between two others: min(max(x, least), most). The slope is 1 from border to border, both included, and 0 outside.</summary>
    /// <param name="least">The lower border; null, the default, for none.</param>
    /// <param name="most">The upper border; null, the default, for none.</param>
    /// <exception cref="ArgumentException">A border is NaN, or the lower is above the upper.</exception>
    public Tensor Clamp(double? least = null, double? most = null)
    {
        double low = least ?? double.NegativeInfinity, high = most ?? double.PositiveInfinity;
        if (!(low <= high))
            throw new ArgumentException(FormattableString.Invariant($"Clamp: nothing lies between {low} and {high}: the lower border must not be above the upper one."));
        return Unary<Clamp>.Of(this, new(low, high));
    }
}

internal readonly struct Clamp(Constant least, Constant most) : IFunction
{
    public static bool KeepsLanes => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> low = least.In<T>(), high = most.In<T>();
        Vector<T> above = Vector.ConditionalSelect(Vector.LessThan(x, low), low, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(above, high), high, above);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> low = least.In<T>(), high = most.In<T>();
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, low), Vector.ConditionalSelect(Vector.LessThanOrEqual(x, high), gradient, Vector<T>.Zero), Vector<T>.Zero);
    }
}
