using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>|x| of every number; the slope at 0 is 0.</summary>
    public Tensor Abs() => Unary<Abs>.Of(this);

    /// <summary>−1, 0 or 1 for every number; its gradient is 0 everywhere.</summary>
    public Tensor Sign() => Unary<Sign>.Of(this);
}

internal readonly struct Abs : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.Abs(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * Tensors.Sign.Of(x);
}

internal readonly struct Sign : IFunction
{
    public static bool KeepsLanes => true;

    /// <summary>−1, 0 or 1; NaN stays.</summary>
    public static Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> negative = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -Vector<T>.One, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), Vector<T>.One, negative);
    }

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Of(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.Zero;
}
