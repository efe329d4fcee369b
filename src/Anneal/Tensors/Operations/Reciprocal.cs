using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>1/x of every number; 0 gives an infinity.</summary>
    public Tensor Reciprocal() => Unary<Reciprocal>.Of(this);
}

internal readonly struct Reciprocal : IFunction
{
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector<T>.One / x;

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient * y * y;
}
