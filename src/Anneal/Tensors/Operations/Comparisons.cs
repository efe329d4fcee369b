using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Whether x is greater, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor GreaterThan(Tensor other) => Binary<GreaterThan>.Of(this, other);

    /// <summary>Whether x is greater, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor GreaterThan(double other) => Unary<GreaterThanConstant>.Of(this, new(other));

    /// <summary>Whether x is greater or equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor GreaterThanOrEqual(Tensor other) => Binary<GreaterThanOrEqual>.Of(this, other);

    /// <summary>Whether x is greater or equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor GreaterThanOrEqual(double other) => Unary<GreaterThanOrEqualConstant>.Of(this, new(other));

    /// <summary>Whether x is less, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor LessThan(Tensor other) => Binary<LessThan>.Of(this, other);

    /// <summary>Whether x is less, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor LessThan(double other) => Unary<LessThanConstant>.Of(this, new(other));

    /// <summary>Whether x is less or equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor LessThanOrEqual(Tensor other) => Binary<LessThanOrEqual>.Of(this, other);

    /// <summary>Whether x is less or equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor LessThanOrEqual(double other) => Unary<LessThanOrEqualConstant>.Of(this, new(other));

    /// <summary>Whether both are equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor EqualTo(Tensor other) => Binary<EqualTo>.Of(this, other);

    /// <summary>Whether both are equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor EqualTo(double other) => Unary<EqualToConstant>.Of(this, new(other));
}

/// <summary>What comparisons give out.</summary>
internal static class Comparisons
{
    /// <summary>1 where all bits are set, 0 where none is.</summary>
    public static Vector<T> Said<T>(Vector<T> mask)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(mask, Vector<T>.One, Vector<T>.Zero);
}

internal readonly struct GreaterThan : IFunction2
{
    public static string Sign => ">";

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.GreaterThan(a, b));

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct GreaterThanConstant(Constant constant) : IFunction
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.GreaterThan(x, constant.In<T>()));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct GreaterThanOrEqual : IFunction2
{
    public static string Sign => "≥";

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.GreaterThanOrEqual(a, b));

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct GreaterThanOrEqualConstant(Constant constant) : IFunction
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.GreaterThanOrEqual(x, constant.In<T>()));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct LessThan : IFunction2
{
    public static string Sign => "<";

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.LessThan(a, b));

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct LessThanConstant(Constant constant) : IFunction
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.LessThan(x, constant.In<T>()));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct LessThanOrEqual : IFunction2
{
    public static string Sign => "≤";

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.LessThanOrEqual(a, b));

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct LessThanOrEqualConstant(Constant constant) : IFunction
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.LessThanOrEqual(x, constant.In<T>()));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct EqualTo : IFunction2
{
    public static string Sign => "=";

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.Equals(a, b));

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct EqualToConstant(Constant constant) : IFunction
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Comparisons.Said<T>(Vector.Equals(x, constant.In<T>()));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}
