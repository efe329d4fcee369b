using System.Numerics;
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

internal readonly struct SoftplusFunction(double beta, double threshold) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> scaled = x * Elementary.Of<T>(beta);
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, Elementary.Of<T>(threshold)), x, Elementary.Softplus(scaled) / Elementary.Of<T>(beta));
    }

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> scaled = x * Elementary.Of<T>(beta);
        return Vector.ConditionalSelect(Vector.GreaterThan(scaled, Elementary.Of<T>(threshold)), gradient, gradient * Elementary.Sigmoid(scaled));
    }
}
