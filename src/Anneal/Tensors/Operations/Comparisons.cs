using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Whether x is greater, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor GreaterThan(Tensor other) => Binary<Compared<GreaterThan>>.Of(this, other);

    /// <summary>Whether x is greater, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor GreaterThan(double other) => Unary<ComparedWithConstant<GreaterThan>>.Of(this, new(other));

    /// <summary>Whether x is greater or equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor GreaterThanOrEqual(Tensor other) => Binary<Compared<GreaterThanOrEqual>>.Of(this, other);

    /// <summary>Whether x is greater or equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor GreaterThanOrEqual(double other) => Unary<ComparedWithConstant<GreaterThanOrEqual>>.Of(this, new(other));

    /// <summary>Whether x is less, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor LessThan(Tensor other) => Binary<Compared<LessThan>>.Of(this, other);

    /// <summary>Whether x is less, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor LessThan(double other) => Unary<ComparedWithConstant<LessThan>>.Of(this, new(other));

    /// <summary>Whether x is less or equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor LessThanOrEqual(Tensor other) => Binary<Compared<LessThanOrEqual>>.Of(this, other);

    /// <summary>Whether x is less or equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor LessThanOrEqual(double other) => Unary<ComparedWithConstant<LessThanOrEqual>>.Of(this, new(other));

    /// <summary>Whether both are equal, place by place: 1 where it is so, 0 where not or where NaN meets; no gradient. Sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="other">What is compared with.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor EqualTo(Tensor other) => Binary<Compared<EqualTo>>.Of(this, other);

    /// <summary>Whether both are equal, for every number and a constant: 1 where it is so, 0 where not or for NaN; no gradient.</summary>
    /// <param name="other">The constant, rounded to the numbers' precision.</param>
    public Tensor EqualTo(double other) => Unary<ComparedWithConstant<EqualTo>>.Of(this, new(other));
}

/// <summary>A question about two numbers.</summary>
internal interface IComparison
{
    /// <summary>How it is written.</summary>
    static abstract string Sign { get; }

    /// <summary>All bits where it is so, none where it is not.</summary>
    static abstract Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>1 where a comparison holds, 0 where it does not; it has no slope.</summary>
internal readonly struct Compared<TComparison> : IFunction2
    where TComparison : struct, IComparison
{
    public static string Sign => TComparison.Sign;

    public static bool HasSlopes => false;

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(TComparison.Holds(a, b), Vector<T>.One, Vector<T>.Zero);

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

/// <summary>The same beside a constant.</summary>
internal readonly struct ComparedWithConstant<TComparison>(Constant constant) : IFunction
    where TComparison : struct, IComparison
{
    public static bool HasSlope => false;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(TComparison.Holds(x, constant.In<T>()), Vector<T>.One, Vector<T>.Zero);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}

internal readonly struct GreaterThan : IComparison
{
    public static string Sign => ">";

    public static Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.GreaterThan(a, b);
}

internal readonly struct GreaterThanOrEqual : IComparison
{
    public static string Sign => "≥";

    public static Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.GreaterThanOrEqual(a, b);
}

internal readonly struct LessThan : IComparison
{
    public static string Sign => "<";

    public static Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.LessThan(a, b);
}

internal readonly struct LessThanOrEqual : IComparison
{
    public static string Sign => "≤";

    public static Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.LessThanOrEqual(a, b);
}

internal readonly struct EqualTo : IComparison
{
    public static string Sign => "=";

    public static Vector<T> Holds<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Equals(a, b);
}
