using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Differences, number by number; sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted; its shape fits when, from the last size on, sizes are equal or one of them is 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public static Tensor operator -(Tensor left, Tensor right) => Binary<Subtract>.Of(left, right);
}

internal readonly struct Subtract : IFunction2
{
    public static string Sign => "−";

    public Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => a - b;

    public Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient;

    public Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient;
}
