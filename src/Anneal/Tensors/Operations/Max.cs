using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The largest of all numbers. Equal ones share the gradient; NaN wins.</summary>
    public Tensor Max() => Reduced<Max>.Of(Node.Plain(), [], false);

    /// <summary>The largest numbers along one dimension. Equal ones share the gradient; NaN wins. <see cref="MaxWithIndex"/> gives it to the first.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Max(int dimension, bool keepDimensions = false) => Reduced<Max>.Of(Node.Plain(), [dimension], keepDimensions);

    /// <summary>The largest numbers along several dimensions. Equal ones share the gradient; NaN wins.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Max(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Reduced<Max>.Of(Node.Plain(), dimensions, keepDimensions);

    /// <summary>The smallest of all numbers. Equal ones share the gradient; NaN wins.</summary>
    public Tensor Min() => Reduced<Min>.Of(Node.Plain(), [], false);

    /// <summary>The smallest numbers along one dimension, PyTorch's amin. Equal ones share the gradient; NaN wins. <see cref="MinWithIndex"/> gives it to the first.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Min(int dimension, bool keepDimensions = false) => Reduced<Min>.Of(Node.Plain(), [dimension], keepDimensions);

    /// <summary>The smallest numbers along several dimensions. Equal ones share the gradient; NaN wins.</summary>
    /// <param name="dimensions">From 0, or from −1 backwards; none means all.</param>
    /// <param name="keepDimensions">Whether the dimensions stay with size 1; default false.</param>
    /// <exception cref="ArgumentException">A dimension does not exist, or occurs twice.</exception>
    public Tensor Min(ReadOnlySpan<int> dimensions, bool keepDimensions = false) => Reduced<Min>.Of(Node.Plain(), dimensions, keepDimensions);
}

/// <summary>The largest number; equal ones share its gradient.</summary>
internal readonly struct Max : IReduction
{
    public static bool NeedsNumbers => true;

    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Extremes.Max(values);

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Extremes.Share(values, result, gradient, to);
}

/// <summary>The smallest number; equal ones share its gradient.</summary>
internal readonly struct Min : IReduction
{
    public static bool NeedsNumbers => true;

    public T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Extremes.Min(values);

    public void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Extremes.Share(values, result, gradient, to);
}
