using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>x^p of every number.</summary>
    /// <param name="exponent">p; whole numbers take negative x too, others give NaN there.</param>
    public Tensor Pow(double exponent) => exponent switch
    {
        2 => Unary<Square>.Of(this),
        3 => Unary<Cube>.Of(this),
        0.5 => Unary<Sqrt>.Of(this),
        -1 => Unary<Reciprocal>.Of(this),
        _ => Unary<PowConstant>.Of(this, new(exponent)),
    };

    /// <summary>Powers, number by number; sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="exponent">The exponents; where the base is 0 and the exponent is not negative, the exponent's gradient is 0.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public Tensor Pow(Tensor exponent) => Binary<Pow>.Of(this, exponent);
}

/// <summary>x³.</summary>
internal readonly struct Cube : IFunction
{
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * x * x;

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * Elementary.Of<T>(3) * (x * x);
}

/// <summary>xᵖ.</summary>
internal readonly struct PowConstant(double exponent) : IFunction
{
    private readonly Constant _exponent = exponent;
    private readonly Constant _less = exponent - 1;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Power.Of(x, _exponent.In<T>());

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.EqualsAll(_exponent.In<T>(), Vector<T>.Zero) ? Vector<T>.Zero : gradient * _exponent.In<T>() * Power.Of(x, _less.In<T>());
}

internal readonly struct Pow : IFunction2
{
    public static string Sign => "to the power of";

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Power.Of(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> slope = gradient * b * Power.Of(a, b - Vector<T>.One);
        return Vector.ConditionalSelect(Vector.Equals(b, Vector<T>.Zero), Vector<T>.Zero, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> flat = Vector.ConditionalSelect(Vector.Equals(a, Vector<T>.Zero), b, -Vector<T>.One);
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(flat, Vector<T>.Zero), Vector<T>.Zero, gradient * (y * Elementary.Log(a)));
    }
}
