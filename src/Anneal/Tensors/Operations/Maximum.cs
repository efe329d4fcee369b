using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The larger of two numbers, place by place; sizes of 1 are stretched as in NumPy. Where both are equal, each gets half the gradient.</summary>
    /// <param name="other">The other numbers; NaN on either side stays NaN.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor Maximum(Tensor other) => Binary<Maximum>.Of(this, other);

    /// <summary>The smaller of two numbers, place by place; sizes of 1 are stretched as in NumPy. Where both are equal, each gets half the gradient.</summary>
    /// <param name="other">The other numbers; NaN on either side stays NaN.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor Minimum(Tensor other) => Binary<Minimum>.Of(this, other);
}

internal readonly struct Maximum : IFunction2
{
    public static string Sign => "maximum";

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> shared = Vector.ConditionalSelect(Vector.Equals(a, b), gradient * Elementary.Of<T>(0.5), Vector<T>.Zero);
        return Vector.ConditionalSelect(Vector.GreaterThan(a, b), gradient, shared);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> shared = Vector.ConditionalSelect(Vector.Equals(a, b), gradient * Elementary.Of<T>(0.5), Vector<T>.Zero);
        return Vector.ConditionalSelect(Vector.GreaterThan(b, a), gradient, shared);
    }
}

internal readonly struct Minimum : IFunction2
{
    public static string Sign => "minimum";

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> shared = Vector.ConditionalSelect(Vector.Equals(a, b), gradient * Elementary.Of<T>(0.5), Vector<T>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(a, b), gradient, shared);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> shared = Vector.ConditionalSelect(Vector.Equals(a, b), gradient * Elementary.Of<T>(0.5), Vector<T>.Zero);
        return Vector.ConditionalSelect(Vector.LessThan(b, a), gradient, shared);
    }
}
