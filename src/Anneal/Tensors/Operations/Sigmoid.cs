using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>σ(x) = 1/(1 + e⁻ˣ) of every number.</summary>
    public Tensor Sigmoid() => Unary<SigmoidFunction>.Of(this);
}

internal readonly struct SigmoidFunction : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Sigmoid(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * (y * (Vector<T>.One - y));
}
