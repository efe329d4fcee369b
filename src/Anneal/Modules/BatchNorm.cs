using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Brings every channel to mean 0 and variance 1, then scales and shifts it: (x − mean)/√(variance + ε)·weight + bias.</summary>
/// <remarks>
/// Ioffe and Szegedy 2015. Training takes mean and variance from the batch, and keeps running values for evaluation:
/// running ← (1 − momentum)·running + momentum·batch, with the unbiased variance, as in PyTorch.
/// </remarks>
public abstract class BatchNorm : Module
{
    private readonly double _epsilon;
    private readonly double? _momentum;
    private bool _refreshing;

    private protected BatchNorm(int features, double epsilon, double? momentum, bool affine, bool track)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        if (momentum is not null and not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "The momentum of a batch norm is from 0 to 1, the share of the new batch; null averages over all batches.");
        (Features, _epsilon, _momentum) = (features, epsilon, momentum);
        if (affine)
        {
            Weight = Own("weight", [features], Initializer.Ones);
            Bias = Own("bias", [features], Initializer.Zeros);
        }

        if (track)
        {
            RunningMean = Remember("running_mean", [features], 0);
            RunningVariance = Remember("running_var", [features], 1);
            Batches = Remember("num_batches_tracked", [], 0, isCount: true);
        }
    }

    /// <summary>How many channels it takes.</summary>
    public int Features { get; }

    /// <summary>The scale; null without one.</summary>
    public Weight? Weight { get; }

    /// <summary>The shift; null without one.</summary>
    public Weight? Bias { get; }

    /// <summary>The running mean; null when none is kept.</summary>
    public ModuleBuffer? RunningMean { get; }

    /// <summary>The running unbiased variance; null when none is kept.</summary>
    public ModuleBuffer? RunningVariance { get; }

    /// <summary>How many batches the running values have seen; null when none are kept.</summary>
    public ModuleBuffer? Batches { get; }

    /// <inheritdoc/>
    public override string Description => $"{GetType().Name}({Features}{(Weight is null ? ", not affine" : "")})";

    /// <inheritdoc/>
    protected sealed override Tensor Compute(Tensor input, Mode mode) => Normalize(input, mode, null, false);

    /// <summary>max(0, norm(x) + residual) in one go: <see cref="Module.Forward"/>, a sum and a ReLU.</summary>
    /// <param name="input">x.</param>
    /// <param name="mode">Whether it is to learn or to judge.</param>
    /// <param name="residual">What to add, in the shape of x; null, the default, for nothing.</param>
    public Tensor NormalizeRelu(Tensor input, Mode mode, Tensor? residual = null)
    {
        if (ForwardObserver.Current is null)
            return Normalize(input, mode, residual, true);
        Tensor norm = Forward(input, mode);
        return (residual is Tensor other ? norm + other : norm).Relu();
    }

    private Tensor Normalize(Tensor input, Mode mode, Tensor? residual, bool relu)
    {
        Check(input.Shape);
        Parameter? mean = RunningMean?.Numbers, variance = RunningVariance?.Numbers;
        bool batch = mode is Mode.Training || mean is null;
        return BatchNormalization.Of(input.Node, Weight?.Tensor.Node, Bias?.Tensor.Node, residual?.Node, new(_epsilon, batch, relu, mean, variance, batch && mean is not null && mode is Mode.Training ? Share() : 0)).Result();
    }

    /// <summary>Begins to take the running values anew as means over batches, or ends it.</summary>
    internal void Refresh(bool begin)
    {
        _refreshing = begin;
        if (!begin)
            return;
        RunningMean?.Reset();
        RunningVariance?.Reset();
        Batches?.Reset();
    }

    private protected abstract bool Takes(int rank);

    // The share of this batch in the running values; counts the batch.
    private double Share()
    {
        Parameter count = Batches!.Numbers;
        double seen;
        if (count.Store.Precision is Precision.Single)
            seen = ++count.Weights[0];
        else
            seen = ++count.WeightsAs<double>()[0];
        return _refreshing ? 1 / seen : _momentum ?? (1 / seen);
    }

    private void Check(Shape shape)
    {
        if (!Takes(shape.Rank) || shape[1] != Features)
            throw new ArgumentException($"{Description}: the input {shape} must have {Features} channels as its second size{(Takes(4) ? " and be [batch, channels, height, width]" : " and be [batch, channels] or [batch, channels, length]")}.");
    }
}
