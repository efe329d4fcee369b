using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>The arithmetic of a loss that depends on the difference of a prediction and its target.</summary>
internal interface IDistance
{
    /// <summary>The loss's name in messages.</summary>
    static abstract string Name { get; }

    /// <summary>The loss of a difference.</summary>
    Vector<T> Value<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Its derivative.</summary>
    Vector<T> Slope<T>(Vector<T> difference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A loss of differences with its reduction in one pass; a target may want a gradient too.</summary>
internal sealed unsafe class PairLoss<TDistance> : GenericOperation
    where TDistance : struct, IDistance
{
    private TDistance _distance;
    private Reduction _reduction;

    public override string Name => TDistance.Name;

    public override long Work => 2L * First!.Stored;

    public override string? Remark => _reduction is Reduction.Mean && First!.Stored == 0 ? "the mean of no losses at all is not a number" : null;

    public static Tensor Of(Tensor prediction, Tensor target, Reduction reduction, TDistance distance = default)
    {
        Operation x = prediction.Node.Plain(), t = target.Node.Plain();
        if (x.Shape != t.Shape)
            throw new ArgumentException($"{TDistance.Name}: the prediction {x.Shape} and the target {t.Shape} must have the same shape; use Reshape or Expand.", nameof(target));
        PairLoss<TDistance> operation = Take<PairLoss<TDistance>>(x, t);
        (operation._distance, operation._reduction) = (distance, reduction);
        if (reduction is Reduction.None)
            operation.Shaped(x.Shape);
        else
            operation.Shaped(default(Shape));
        operation.Forward();
        return operation.Result();
    }

    protected override void Forward<T>()
    {
        Losses<T> losses = new(_distance, (T*)First!.Address, (T*)Second!.Address, (T*)Address);
        int length = First.Stored;
        if (_reduction is Reduction.None)
        {
            Loop.Run(losses, length, Threads);
            return;
        }

        double sum = SumLoop.Run<T, Losses<T>>(losses, length, Threads);
        *(T*)Address = T.CreateTruncating(_reduction is Reduction.Mean ? sum / length : sum);
    }

    protected override void Backward<T>()
    {
        if (First!.NeedsGradient)
            Loop.Run(Slopes<T>(First, 1), First.Stored, Threads);
        if (Second!.NeedsGradient)
            Loop.Run(Slopes<T>(Second, -1), First.Stored, Threads);
    }

    private Returned<T> Slopes<T>(Operation operand, double sign)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool each = _reduction is Reduction.None;
        double factor = each ? sign : sign * double.CreateTruncating(*(T*)GradientAddress) / (_reduction is Reduction.Mean ? First!.Stored : 1);
        nint to = operand.WriteGradient(out bool add);
        return new(_distance, (T*)First!.Address, (T*)Second!.Address, each ? (T*)GradientAddress : null, factor, (T*)to, add);
    }

    private readonly struct Losses<T>(TDistance distance, T* x, T* t, T* y) : ILoopBody, ISumBody<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void ILoopBody.At(nint i) => At(i).Store(y + i);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> At(nint i) => distance.Value(Vector.Load(x + i) - Vector.Load(t + i));
    }

    private readonly struct Returned<T>(TDistance distance, T* x, T* t, T* gradient, Constant factor, T* to, bool add) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i)
        {
            Vector<T> slope = distance.Slope(Vector.Load(x + i) - Vector.Load(t + i)) * factor.In<T>();
            if (gradient != null)
                slope *= Vector.Load(gradient + i);
            (add ? Vector.Load(to + i) + slope : slope).Store(to + i);
        }
    }
}
