using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The hyperbolic tangent of every number.</summary>
    public Tensor Tanh() => Unary<TanhFunction>.Of(this);
}

internal readonly struct TanhFunction : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Tanh(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * (Vector<T>.One - (y * y));
}
