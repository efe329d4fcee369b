using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>x above 0, α·(eˣ − 1) below. Clevert, Unterthiner &amp; Hochreiter 2015.</summary>
    /// <param name="alpha">α; default 1.</param>
    public Tensor Elu(double alpha = 1) => Unary<EluFunction>.Of(this, new(alpha));
}

internal readonly struct EluFunction(Constant alpha) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, alpha.In<T>() * Elementary.ExpMinusOne(x));

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), gradient, gradient * alpha.In<T>() * Elementary.Exp(x));
}
