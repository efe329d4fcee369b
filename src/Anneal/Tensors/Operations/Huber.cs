using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>d²/2 for differences of up to δ, δ·(|d| − δ/2) beyond. Huber 1964.</summary>
    /// <param name="target">What should have come out, in the same shape.</param>
    /// <param name="delta">δ, above 0; default 1.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <exception cref="ArgumentException">The shapes differ; both are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
    public Tensor Huber(Tensor target, double delta = 1, Reduction reduction = Reduction.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return PairLoss<HuberDistance>.Of(this, target, reduction, new(delta));
    }
}

/// <summary>A parabola that goes on as straight lines.</summary>
internal readonly struct HuberDistance(Constant delta) : IDistance
{
    public static string Name => nameof(Tensor.Huber);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Value<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> size = Vector.Abs(difference), half = Elementary.Of<T>(0.5), limit = delta.In<T>();
        return Vector.ConditionalSelect(Vector.LessThanOrEqual(size, limit), half * difference * difference, limit * (size - (half * limit)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> limit = delta.In<T>();
        Vector<T> below = Vector.ConditionalSelect(Vector.LessThan(difference, -limit), -limit, difference);
        return Vector.ConditionalSelect(Vector.GreaterThan(below, limit), limit, below);
    }
}
