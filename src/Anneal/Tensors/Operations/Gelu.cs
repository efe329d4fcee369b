using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>x·Φ(x) of every number, Φ being the normal distribution's share below x. Hendrycks &amp; Gimpel 2016.</summary>
    /// <param name="tanhApproximation">Whether to use 0.5x·(1 + tanh(√(2/π)·(x + 0.044715x³))) instead, as GPT-2 did; default false.</param>
    public Tensor Gelu(bool tanhApproximation = false) => tanhApproximation ? Unary<GeluTanh>.Of(this) : Unary<GeluFunction>.Of(this);
}

internal readonly struct GeluFunction : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * ErrorFunction.NormalShare(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // y/x is Φ(x) again, without another error function, except where x is close to 0; there it is a straight line.
        Vector<T> height = Elementary.Of<T>(0.3989422804014327), half = Elementary.Of<T>(0.5);
        Vector<T> share = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Elementary.Of<T>(1e-5)), Elementary.MultiplyAdd(x, height, half), y / x);
        return gradient * Elementary.MultiplyAdd(x * height, Elementary.Exp(-half * (x * x)), share);
    }
}

/// <summary>The GELU with a tanh in place of the error function.</summary>
internal readonly struct GeluTanh : IFunction
{
    public static bool KeepsLanes => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // (1 + tanh(u))/2 is σ(2u), which keeps its precision far below zero.
        Vector<T> twice = x * Elementary.MultiplyAdd(x * x, Elementary.Of<T>(2 * 0.7978845608028654 * 0.044715), Elementary.Of<T>(2 * 0.7978845608028654));
        return x * Elementary.Sigmoid(twice);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // As above, y/x is the sigmoid again.
        Vector<T> square = x * x, first = Elementary.Of<T>(2 * 0.7978845608028654);
        Vector<T> line = Elementary.MultiplyAdd(x, Elementary.Of<T>(0.3989422804014327), Elementary.Of<T>(0.5));
        Vector<T> sigmoid = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Elementary.Of<T>(1e-5)), line, y / x);
        Vector<T> slope = Elementary.MultiplyAdd(square, Elementary.Of<T>(6 * 0.7978845608028654 * 0.044715), first);
        return gradient * Elementary.MultiplyAdd(y * (Vector<T>.One - sigmoid), slope, sigmoid);
    }
}
