using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>|x − t|, also called L1; its derivative where both are equal is 0.</summary>
    /// <param name="target">What should have come out, in the same shape.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <exception cref="ArgumentException">The shapes differ; both are named.</exception>
    public Tensor MeanAbsoluteError(Tensor target, Reduction reduction = Reduction.Mean) => PairLoss<AbsoluteDistance>.Of(this, target, reduction);
}

/// <summary>|d|.</summary>
internal readonly struct AbsoluteDistance : IDistance
{
    public static string Name => nameof(Tensor.MeanAbsoluteError);

    public Vector<T> Value<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Abs(difference);

    public Vector<T> Slope<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Sign.Of(difference);
}
