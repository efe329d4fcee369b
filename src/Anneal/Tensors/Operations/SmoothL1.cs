using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>d²/(2β) for differences below β, |d| − β/2 beyond: <see cref="Huber"/> divided by β. Girshick 2015.</summary>
    /// <param name="target">What should have come out, in the same shape.</param>
    /// <param name="beta">β; default 1. 0 is <see cref="MeanAbsoluteError"/>.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <exception cref="ArgumentException">The shapes differ; both are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">β is negative.</exception>
    public Tensor SmoothL1(Tensor target, double beta = 1, Reduction reduction = Reduction.Mean)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(beta);
        return beta == 0 ? MeanAbsoluteError(target, reduction) : PairLoss<SmoothDistance>.Of(this, target, reduction, new(beta));
    }
}

/// <summary>A parabola that goes on as straight lines of slope 1.</summary>
internal readonly struct SmoothDistance(Constant beta) : IDistance
{
    public static string Name => nameof(Tensor.SmoothL1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Value<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> size = Vector.Abs(difference), half = Elementary.Of<T>(0.5), limit = beta.In<T>();
        return Vector.ConditionalSelect(Vector.LessThan(size, limit), half * difference * difference / limit, size - (half * limit));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> limit = beta.In<T>();
        return Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(difference), limit), difference / limit, Sign.Of(difference));
    }
}
