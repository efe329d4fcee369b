using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>ln Σ eˣ over all numbers, stable for large ones.</summary>
    public Tensor LogSumExp() => Reduced<LogSumExp>.Of(Node.Plain(), [], false);

    /// <summary>ln Σ eˣ along one dimension, stable for large numbers.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor LogSumExp(int dimension, bool keepDimensions = false) => Reduced<LogSumExp>.Of(Node.Plain(), [dimension], keepDimensions);

    /// <summary>ln Σ eˣ along several dimensions, stable for large numbers.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor LogSumExp(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Reduced<LogSumExp>.Of(Node.Plain(), dimensions, keepDimensions);
}

/// <summary>m + ln Σ e^(x − m), m being the largest; the gradient is the softmax.</summary>
internal readonly struct LogSumExp : IReduction
{
    public static bool NeedsNumbers => true;

    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = Extremes.Max(values);
        if (T.IsInfinity(largest))
            return largest;
        double sum = 0;
        foreach (T value in values)
            sum += double.CreateTruncating(T.Exp(value - largest));
        return largest + T.CreateTruncating(Math.Log(sum));
    }

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            to[i] = T.IsNegativeInfinity(result) ? T.Zero : gradient * T.Exp(values[i] - result);
    }
}
