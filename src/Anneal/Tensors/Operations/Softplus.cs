using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>ln(1 + e^(βx))/β of every number: a ReLU without a corner.</summary>
    /// <param name="beta">β, how sharp the bend is; default 1.</param>
    /// <param name="threshold">Where βx is above it the result is x itself; default 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is 0 or not a number.</exception>
    public Tensor Softplus(double beta = 1, double threshold = 20)
    {
        if (beta == 0 || !double.IsFinite(beta))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "The sharpness of a softplus must be a finite number other than 0.");
        return Unary<SoftplusFunction>.Of(this, new(beta, threshold));
    }
}

internal readonly struct SoftplusFunction(Constant beta, Constant threshold) : IFunction
{
    public static bool KeepsLanes => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> scaled = x * beta.In<T>();
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, threshold.In<T>()), x, Elementary.Softplus(scaled) / beta.In<T>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> scaled = x * beta.In<T>();
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, threshold.In<T>()), gradient, gradient * Elementary.Sigmoid(scaled));
    }
}
