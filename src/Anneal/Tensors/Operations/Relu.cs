using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>max(x, 0) of every number; the slope at 0 is 0.</summary>
    public Tensor Relu() => Unary<ReluFunction>.Of(this);

    /// <summary>x above 0, slope·x below; the derivative at 0 is the slope.</summary>
    /// <param name="slope">How steep it is below 0; default 0.01.</param>
    public Tensor LeakyRelu(double slope = 0.01) => Unary<LeakyReluFunction>.Of(this, new(slope));
}

internal readonly struct ReluFunction : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<T>.Zero), Vector<T>.Zero, x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<T>.Zero), Vector<T>.Zero, gradient);
}

internal readonly struct LeakyReluFunction(Constant slope) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, x * slope.In<T>());

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), gradient, gradient * slope.In<T>());
}
