using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>How a batch norm goes.</summary>
/// <param name="Epsilon">Added to the variance.</param>
/// <param name="Batch">Whether mean and variance are the batch's, or the running ones.</param>
/// <param name="Relu">Whether the output is max(0, ·).</param>
/// <param name="Mean">The running mean; null when none is kept.</param>
/// <param name="Variance">The running unbiased variance.</param>
/// <param name="Share">The share of this batch in the running values; 0 leaves them alone.</param>
internal readonly record struct BatchNormOptions(double Epsilon, bool Batch, bool Relu, Parameter? Mean, Parameter? Variance, double Share);

/// <summary>Channels to mean 0 and variance 1, then scaled and shifted; the operands are x, perhaps weight and bias, perhaps a residual.</summary>
internal sealed unsafe class BatchNormalization : GenericOperation
{
    private BatchNormOptions _options;
    private Operation? _weight;
    private Operation? _bias;
    private Operation? _residual;
    private nint _mean;
    private nint _variance;

    public override string Name => "BatchNorm";

    public override long Work => 4L * Stored;

    public static Operation Of(Operation x, Operation? weight, Operation? bias, Operation? residual, BatchNormOptions options)
    {
        int count = x.Shape.FlattenedLength / Math.Max(1, x.Shape[1]);
        if (options.Batch && count < 2)
            throw new ArgumentException($"BatchNorm: the batch {x.Shape} has {count} number{(count == 1 ? "" : "s")} per channel, which have no variance: train with larger batches.");
        if (residual is not null && residual.Shape != x.Shape)
            throw new ArgumentException($"BatchNorm: the residual {residual.Shape} must have the shape of the input {x.Shape}.");
        // Images stay as they lie; a residual follows.
        bool lanes = x.Layout is Layout.Lanes;
        residual = residual is null ? null : lanes ? ToLanes.Of(residual) : residual.Plain();
        BatchNormalization operation = (weight, residual) switch
        {
            (null, null) => Take<BatchNormalization>(x),
            (null, Operation other) => Take<BatchNormalization>(x, other),
            (Operation scale, null) => Take<BatchNormalization>(x, scale, bias!),
            (Operation scale, Operation other) => Take<BatchNormalization>(x, scale, bias!, other),
        };
        (operation._weight, operation._bias, operation._residual, operation._options) = (weight, bias, residual, options);
        operation.Shaped(x.Shape, x.Layout);
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        int channels = Shape[1];
        (_mean, _variance) = (Scratch(2L * channels * Bytes), 0);
        _variance = _mean + (channels * Bytes);
        if (!_options.Batch)
        {
            _options.Mean!.WeightsAs<T>().CopyTo(new((T*)_mean, channels));
            _options.Variance!.WeightsAs<T>().CopyTo(new((T*)_variance, channels));
        }

        BatchNormCall<T> call = Call<T>();
        if (typeof(T) == typeof(float) && Layout is Layout.Lanes)
            LanesBatchNorm.Forward(Unsafe.As<BatchNormCall<T>, BatchNormCall<float>>(ref call), Threads);
        else
            PlainBatchNorm<T>.Forward(call);
        if (_options is { Share: > 0 })
            Follow<T>(channels);
    }

    private void Follow<T>(int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double count = (double)Shape.FlattenedLength / channels;
        Span<T> mean = _options.Mean!.WeightsAs<T>(), variance = _options.Variance!.WeightsAs<T>();
        for (int i = 0; i < channels; i++)
        {
            mean[i] = Mixed(mean[i], double.CreateTruncating(((T*)_mean)[i]));
            variance[i] = Mixed(variance[i], double.CreateTruncating(((T*)_variance)[i]) * count / (count - 1));
        }
    }

    private T Mixed<T>(T old, double now)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.CreateTruncating(((1 - _options.Share) * double.CreateTruncating(old)) + (_options.Share * now));

    protected override void Backward<T>()
    {
        BatchNormCall<T> call = Call<T>();
        call.OutputGradient = (T*)GradientAddress;
        // The gradient of an input that wants none goes where nobody looks.
        call.InputGradient = First!.NeedsGradient ? (T*)First.WriteGradient(out call.AddInput) : (T*)GradientAddress;
        if (_residual is { NeedsGradient: true })
            call.ResidualGradient = (T*)_residual.WriteGradient(out call.AddResidual);
        if (_weight is { NeedsGradient: true })
            call.WeightGradient = Added<T>(_weight);
        if (_bias is { NeedsGradient: true })
            call.BiasGradient = Added<T>(_bias);
        if (typeof(T) == typeof(float) && Layout is Layout.Lanes)
            LanesBatchNorm.Backward(Unsafe.As<BatchNormCall<T>, BatchNormCall<float>>(ref call), Threads);
        else
            PlainBatchNorm<T>.Backward(call);
    }

    private BatchNormCall<T> Call<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new()
        {
            Images = Shape[0],
            Channels = Shape[1],
            Pixels = Shape.FlattenedLength / Math.Max(1, Shape[0] * Shape[1]),
            Input = (T*)First!.Address,
            Weight = (T*)(_weight?.Address ?? 0),
            Bias = (T*)(_bias?.Address ?? 0),
            Mean = (T*)_mean,
            Variance = (T*)_variance,
            Epsilon = _options.Epsilon,
            Learns = _options.Batch,
            Residual = (T*)(_residual?.Address ?? 0),
            Relu = _options.Relu,
            Output = (T*)Address,
        };

    private static T* Added<T>(Operation operand)
        where T : unmanaged
    {
        operand.AddGradient<T>();
        return (T*)operand.GradientAddress;
    }
}
