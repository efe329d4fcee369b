using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The product of all numbers.</summary>
    public Tensor Prod() => Reduced<Prod>.Of(Node.Plain(), [], false);

    /// <summary>Products along one dimension.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Prod(int dimension, bool keepDimensions = false) => Reduced<Prod>.Of(Node.Plain(), [dimension], keepDimensions);

    /// <summary>Products along several dimensions.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Prod(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Reduced<Prod>.Of(Node.Plain(), dimensions, keepDimensions);
}

/// <summary>The product; the gradient of a number is the product of all others, right where some are 0 too.</summary>
internal readonly struct Prod : IReduction
{
    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double product = 1;
        foreach (T value in values)
            product *= double.CreateTruncating(value);
        return T.CreateTruncating(product);
    }

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double before = double.CreateTruncating(gradient), after = 1;
        for (int i = 0; i < values.Length; i++)
        {
            to[i] = T.CreateTruncating(before);
            before *= double.CreateTruncating(values[i]);
        }

        for (int i = values.Length - 1; i >= 0; i--)
        {
            to[i] *= T.CreateTruncating(after);
            after *= double.CreateTruncating(values[i]);
        }
    }
}
