using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>(x − t)².</summary>
    /// <param name="target">What should have come out, in the same shape.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <exception cref="ArgumentException">The shapes differ; both are named.</exception>
    public Tensor MeanSquaredError(Tensor target, Reduction reduction = Reduction.Mean) => PairLoss<SquaredDistance>.Of(this, target, reduction);
}

/// <summary>d².</summary>
internal readonly struct SquaredDistance : IDistance
{
    public static string Name => nameof(Tensor.MeanSquaredError);

    public Vector<T> Value<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => difference * difference;

    public Vector<T> Slope<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => difference + difference;
}
