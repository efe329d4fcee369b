using System.Numerics;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>−x.</summary>
    /// <param name="operand">x.</param>
    public static Tensor operator -(Tensor operand) => Unary<Negate>.Of(operand);
}

internal readonly struct Negate : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -x;

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient;
}
