using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The variance of all numbers.</summary>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    public Tensor Var(bool unbiased = true) => Reduced<Var>.Of(Node.Plain(), [], false, new(unbiased));

    /// <summary>Variances along one dimension.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Var(int dimension, bool keepDimensions = false, bool unbiased = true) => Reduced<Var>.Of(Node.Plain(), [dimension], keepDimensions, new(unbiased));

    /// <summary>Variances along several dimensions.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Var(ReadOnlySpan<int> dimensions, bool keepDimensions = false, bool unbiased = true) => Reduced<Var>.Of(Node.Plain(), dimensions, keepDimensions, new(unbiased));

    /// <summary>The standard deviation of all numbers; where it is 0, so is its gradient.</summary>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    public Tensor Std(bool unbiased = true) => Reduced<Std>.Of(Node.Plain(), [], false, new(unbiased));

    /// <summary>Standard deviations along one dimension; where one is 0, so is its gradient.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Std(int dimension, bool keepDimensions = false, bool unbiased = true) => Reduced<Std>.Of(Node.Plain(), [dimension], keepDimensions, new(unbiased));

    /// <summary>Standard deviations along several dimensions; where one is 0, so is its gradient.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <param name="unbiased">Whether to divide by n − 1 (default), as for a sample, or by n.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Std(ReadOnlySpan<int> dimensions, bool keepDimensions = false, bool unbiased = true) => Reduced<Std>.Of(Node.Plain(), dimensions, keepDimensions, new(unbiased));
}

/// <summary>Σ(x − mean)²/(n − 1), or /n.</summary>
internal readonly struct Var(bool unbiased) : IReduction
{
    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Of(values));

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Centred(values, 2 * double.CreateTruncating(gradient), to);

    /// <summary>The variance before it is rounded.</summary>
    public double Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double mean = Sums.Total(values) / values.Length, sum = 0;
        foreach (T value in values)
        {
            double distance = double.CreateTruncating(value) - mean;
            sum += distance * distance;
        }

        return sum / Divisor(values.Length);
    }

    /// <summary>factor·(x − mean)/divisor.</summary>
    public void Centred<T>(ReadOnlySpan<T> values, double factor, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double mean = Sums.Total(values) / values.Length;
        factor /= Divisor(values.Length);
        for (int i = 0; i < values.Length; i++)
            to[i] = T.CreateTruncating((double.CreateTruncating(values[i]) - mean) * factor);
    }

    private double Divisor(int count) => unbiased ? count - 1 : count;
}

/// <summary>The root of the variance.</summary>
internal readonly struct Std(bool unbiased) : IReduction
{
    private readonly Var _variance = new(unbiased);

    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(Math.Sqrt(_variance.Of(values)));

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => _variance.Centred(values, result == T.Zero ? 0 : double.CreateTruncating(gradient) / double.CreateTruncating(result), to);
}
