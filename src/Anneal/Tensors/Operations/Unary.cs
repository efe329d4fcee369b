using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>The arithmetic of a function of one number: its value and its derivative, both for a vector at a time.</summary>
internal interface IFunction
{
    /// <summary>Whether zero goes to a finite number with a finite slope, so that padding may be computed along.</summary>
    static virtual bool KeepsLanes => false;

    /// <summary>Whether a gradient goes back at all; comparisons have none.</summary>
    static virtual bool HasSlope => true;

    /// <summary>f(x).</summary>
    Vector<T> Value<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the operand: f′(x)·g, with y = f(x) where that is cheaper.</summary>
    Vector<T> Slope<T>(Vector<T> x, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A function applied to every number.</summary>
internal sealed class Unary<TFunction> : GenericOperation
    where TFunction : struct, IFunction
{
    private TFunction _function;

    public override string Name => typeof(TFunction).Name.Split('`')[0].Replace("Function", "", StringComparison.Ordinal);

    public override long Work => Stored;

    public static Tensor Of(Tensor operand, TFunction function = default)
    {
        Operation x = TFunction.KeepsLanes ? operand.Node : operand.Node.Plain();
        Unary<TFunction> operation = Take<Unary<TFunction>>(x);
        operation._function = function;
        operation.NeedsGradient &= TFunction.HasSlope;
        operation.Shaped(x.Shape, x.Layout);
        operation.Forward();
        return operation.Result();
    }

    protected override unsafe void Forward<T>()
        => Loop.Run(new Results<T>(_function, (T*)First!.Address, (T*)Address), Stored, Threads);

    protected override unsafe void Backward<T>()
    {
        nint to = First!.WriteGradient(out bool add);
        Slopes<T> slopes = new(_function, (T*)First.Address, (T*)Address, (T*)GradientAddress, (T*)to);
        if (add)
            Loop.Run(new Added<T>(slopes), Stored, Threads);
        else
            Loop.Run(slopes, Stored, Threads);
    }

    private readonly unsafe struct Results<T>(TFunction function, T* x, T* y) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => function.Value(Vector.Load(x + i)).Store(y + i);
    }

    private readonly unsafe struct Slopes<T>(TFunction function, T* x, T* y, T* gradient, T* to) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => Slope(i).Store(to + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddAt(nint i) => (Vector.Load(to + i) + Slope(i)).Store(to + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<T> Slope(nint i) => function.Slope(Vector.Load(x + i), Vector.Load(y + i), Vector.Load(gradient + i));
    }

    private readonly struct Added<T>(Slopes<T> slopes) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => slopes.AddAt(i);
    }
}
