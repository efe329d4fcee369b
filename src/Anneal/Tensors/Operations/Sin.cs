using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>sin x of every number, in radians.</summary>
    public Tensor Sin() => Unary<Sin>.Of(this);

    /// <summary>cos x of every number, in radians.</summary>
    public Tensor Cos() => Unary<Cos>.Of(this);
}

internal readonly struct Sin : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Sin(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * Elementary.Cos(x);
}

internal readonly struct Cos : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Elementary.Cos(x);

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient * Elementary.Sin(x);
}
