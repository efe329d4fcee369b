using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>−w·(p·t·ln σ(x) + (1 − t)·ln(1 − σ(x))) of logits x, stable for large ones.</summary>
    /// <param name="target">t, from 0 to 1, in the same shape.</param>
    /// <param name="positiveWeight">p, how much more a positive target counts, in a shape that stretches to the logits'; null, the default, for 1.</param>
    /// <param name="weight">w, in a shape that stretches to the logits'; null, the default, for 1. The mean divides by the count, not by weights.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a gradient is wanted for a weight.</exception>
    public Tensor BinaryCrossEntropyWithLogits(Tensor target, Tensor? positiveWeight = null, Tensor? weight = null, Reduction reduction = Reduction.Mean)
        => BinaryCrossEntropy.Of(Node.Plain(), target.Node.Plain(), positiveWeight?.Node.Plain(), weight?.Node.Plain(), reduction).Result();
}

/// <summary>Binary cross entropy of logits: w·((1 − t)·x + (1 + (p − 1)·t)·ln(1 + e⁻ˣ)).</summary>
internal sealed unsafe class BinaryCrossEntropy : GenericOperation
{
    private Reduction _reduction;
    private bool _hasPositive;
    private bool _hasWeight;

    public override string Name => nameof(Tensor.BinaryCrossEntropyWithLogits);

    public override long Work => 20L * First!.Stored;

    public override string? Remark => _reduction is Reduction.Mean && First!.Stored == 0 ? "the mean of no losses at all is not a number" : null;

    public static BinaryCrossEntropy Of(Operation x, Operation t, Operation? positive, Operation? weight, Reduction reduction)
    {
        if (x.Shape != t.Shape)
            throw new ArgumentException($"{nameof(Tensor.BinaryCrossEntropyWithLogits)}: the logits {x.Shape} and the target {t.Shape} must have the same shape; use Reshape or Expand.", nameof(t));
        // Without a weight the target stands in for it and is not read.
        Operation first = Fitted(positive, x, "positive weight") ?? t, second = Fitted(weight, x, "weight") ?? t;
        BinaryCrossEntropy operation = Take<BinaryCrossEntropy>(x, t, first, second);
        (operation._reduction, operation._hasPositive, operation._hasWeight) = (reduction, positive is not null, weight is not null);
        if (reduction is Reduction.None)
            operation.Shaped(x.Shape);
        else
            operation.Shaped(default(Shape));
        operation.Forward();
        return operation;
    }

    private static Operation? Fitted(Operation? weight, Operation x, string what)
    {
        if (weight is null)
            return null;
        if (weight.NeedsGradient)
            throw new ArgumentException($"{nameof(Tensor.BinaryCrossEntropyWithLogits)}: no gradient goes to the {what} {weight.Shape}: pass it with Detach().");
        for (int i = -1; i >= -Math.Max(weight.Shape.Rank, x.Shape.Rank); i--)
        {
            int from = Broadcast.Size(weight.Shape, i);
            if (weight.Shape.Rank > x.Shape.Rank || (from != 1 && from != Broadcast.Size(x.Shape, i)))
                throw new ArgumentException($"{nameof(Tensor.BinaryCrossEntropyWithLogits)}: the {what} {weight.Shape} does not stretch to the logits {x.Shape}.");
        }

        return Expand.To(weight, x.Shape.Sizes);
    }

    private Inputs<T> Given<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new((T*)First!.Address, (T*)Second!.Address, _hasPositive ? (T*)Third!.Address : null, _hasWeight ? (T*)More[0]!.Address : null);

    protected override void Forward<T>()
    {
        int length = First!.Stored;
        if (_reduction is Reduction.None)
        {
            Loop.Run(new Each<T>(Given<T>(), (T*)Address), length, Threads);
            return;
        }

        double sum = SumLoop.Run<T, Inputs<T>>(Given<T>(), length, Threads);
        *(T*)Address = T.CreateTruncating(_reduction is Reduction.Mean ? sum / length : sum);
    }

    protected override void Backward<T>()
    {
        if (First!.NeedsGradient)
            Loop.Run(Slopes<T>(First, false), First.Stored, Threads);
        if (Second!.NeedsGradient)
            Loop.Run(Slopes<T>(Second, true), First.Stored, Threads);
    }

    private Returned<T> Slopes<T>(Operation operand, bool toTarget)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool each = _reduction is Reduction.None;
        double factor = each ? 1 : double.CreateTruncating(*(T*)GradientAddress) / (_reduction is Reduction.Mean ? First!.Stored : 1);
        nint to = operand.WriteGradient(out bool add);
        return new(Given<T>(), each ? (T*)GradientAddress : null, factor, (T*)to, add, toTarget);
    }

    private readonly struct Inputs<T>(T* x, T* t, T* positive, T* weight) : ISumBody<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> At(nint i)
        {
            Vector<T> logit = Vector.Load(x + i), target = Vector.Load(t + i);
            Vector<T> loss = Elementary.MultiplyAdd(Factor(i, target), Elementary.Softplus(-logit), (Vector<T>.One - target) * logit);
            return weight == null ? loss : loss * Vector.Load(weight + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Slope(nint i)
        {
            Vector<T> logit = Vector.Load(x + i), target = Vector.Load(t + i);
            // σ(x) − t, from the end where it is small: (1 − t) − f·σ(−x).
            Vector<T> slope = positive == null
                ? Vector.ConditionalSelect(Vector.LessThan(logit, Vector<T>.Zero), Elementary.Sigmoid(logit) - target, (Vector<T>.One - target) - Elementary.Sigmoid(-logit))
                : (Vector<T>.One - target) - (Factor(i, target) * Elementary.Sigmoid(-logit));
            return weight == null ? slope : slope * Vector.Load(weight + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> TargetSlope(nint i)
        {
            Vector<T> logit = Vector.Load(x + i);
            Vector<T> slope = positive == null ? -logit : ((Vector.Load(positive + i) - Vector<T>.One) * Elementary.Softplus(-logit)) - logit;
            return weight == null ? slope : slope * Vector.Load(weight + i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<T> Factor(nint i, Vector<T> target)
            => positive == null ? Vector<T>.One : Elementary.MultiplyAdd(Vector.Load(positive + i) - Vector<T>.One, target, Vector<T>.One);
    }

    private readonly struct Each<T>(Inputs<T> inputs, T* y) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => inputs.At(i).Store(y + i);
    }

    private readonly struct Returned<T>(Inputs<T> inputs, T* gradient, Constant factor, T* to, bool add, bool toTarget) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i)
        {
            Vector<T> slope = (toTarget ? inputs.TargetSlope(i) : inputs.Slope(i)) * factor.In<T>();
            if (gradient != null)
                slope *= Vector.Load(gradient + i);
            (add ? Vector.Load(to + i) + slope : slope).Store(to + i);
        }
    }
}
