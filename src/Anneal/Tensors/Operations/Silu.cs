using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>x·σ(x) of every number, also called swish. Hendrycks &amp; Gimpel 2016.</summary>
    public Tensor Silu() => Unary<SiluFunction>.Of(this);
}

internal readonly struct SiluFunction : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * Elementary.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // y/x is the sigmoid again, without another exponential, except where x is close to 0; there it is a straight line.
        Vector<T> quotient = y / x, line = Elementary.MultiplyAdd(x, Elementary.Of<T>(0.25), Elementary.Of<T>(0.5));
        Vector<T> sigmoid = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Elementary.Of<T>(1e-5)), line, quotient);
        return gradient * Elementary.MultiplyAdd(y, Vector<T>.One - sigmoid, sigmoid);
    }
}
