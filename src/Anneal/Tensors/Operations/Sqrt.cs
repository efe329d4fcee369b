using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>√x of every number; below 0 it is NaN, and at 0 the slope is infinite.</summary>
    public Tensor Sqrt() => Unary<Sqrt>.Of(this);
}

internal readonly struct Sqrt : IFunction
{
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.SquareRoot(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient / (y + y);
}
