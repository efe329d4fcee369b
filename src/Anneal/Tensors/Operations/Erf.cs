using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The error function of every number: 2/√π·∫₀ˣ e^(−t²) dt.</summary>
    public Tensor Erf() => Unary<Erf>.Of(this);
}

internal readonly struct Erf : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ErrorFunction.Erf(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * Elementary.Of<T>(1.1283791670955126) * Elementary.Exp(-(x * x));
}
