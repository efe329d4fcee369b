using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Every number plus a constant.</summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">The constant, rounded to their precision.</param>
    public static Tensor operator +(Tensor left, double right) => Unary<PlusConstant>.Of(left, new(right));

    /// <summary>A constant plus every number.</summary>
    /// <param name="left">The constant, rounded to their precision.</param>
    /// <param name="right">The numbers.</param>
    public static Tensor operator +(double left, Tensor right) => Unary<PlusConstant>.Of(right, new(left));

    /// <summary>Every number minus a constant.</summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">The constant, rounded to their precision.</param>
    public static Tensor operator -(Tensor left, double right) => Unary<PlusConstant>.Of(left, new(-right));

    /// <summary>A constant minus every number.</summary>
    /// <param name="left">The constant, rounded to their precision.</param>
    /// <param name="right">The numbers.</param>
    public static Tensor operator -(double left, Tensor right) => Unary<MinusFromConstant>.Of(right, new(left));

    /// <summary>Every number times a constant.</summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">The constant, rounded to their precision.</param>
    public static Tensor operator *(Tensor left, double right) => Unary<TimesConstant>.Of(left, new(right));

    /// <summary>A constant times every number.</summary>
    /// <param name="left">The constant, rounded to their precision.</param>
    /// <param name="right">The numbers.</param>
    public static Tensor operator *(double left, Tensor right) => Unary<TimesConstant>.Of(right, new(left));

    /// <summary>Every number divided by a constant.</summary>
    /// <param name="left">The numbers.</param>
    /// <param name="right">The constant, rounded to their precision; 0 gives infinities and NaN.</param>
    public static Tensor operator /(Tensor left, double right) => Unary<OverConstant>.Of(left, new(right));

    /// <summary>A constant divided by every number.</summary>
    /// <param name="left">The constant, rounded to their precision.</param>
    /// <param name="right">The numbers.</param>
    public static Tensor operator /(double left, Tensor right) => Unary<ConstantOver>.Of(right, new(left));
}

/// <summary>x + c.</summary>
internal readonly struct PlusConstant(Constant constant) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x + constant.In<T>();

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient;
}

/// <summary>c − x.</summary>
internal readonly struct MinusFromConstant(Constant constant) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => constant.In<T>() - x;

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient;
}

/// <summary>c·x.</summary>
internal readonly struct TimesConstant(Constant constant) : IFunction
{
    public static bool KeepsLanes => true;

    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * constant.In<T>();

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient * constant.In<T>();
}

/// <summary>x/c.</summary>
internal readonly struct OverConstant(Constant constant) : IFunction
{
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / constant.In<T>();

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradient / constant.In<T>();
}

/// <summary>c/x.</summary>
internal readonly struct ConstantOver(Constant constant) : IFunction
{
    public Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => constant.In<T>() / x;

    public Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => -gradient * (y / x);
}
