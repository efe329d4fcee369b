using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>Everything a batch norm of a case reads and writes, images in whatever order they were laid.</summary>
internal sealed unsafe class BatchNormMemory<T>(BatchNormCase given, Native<T> input, Native<T> residual, Native<T> gradient, Native<T> inputBefore, Native<T> residualBefore) : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Native<T> _weight = Native<T>.From(given.Weight);
    private readonly Native<T> _bias = Native<T>.From(given.Bias);
    private readonly Native<T> _mean = Native<T>.From(given.RunningMean);
    private readonly Native<T> _variance = Native<T>.From(given.RunningVariance);
    private readonly Native<T> _weightGradient = Native<T>.From([.. Enumerable.Repeat(0.5f, given.Channels)]);
    private readonly Native<T> _biasGradient = Native<T>.From([.. Enumerable.Repeat(0.5f, given.Channels)]);
    private readonly Native<T> _output = new(input.Length);

    public Native<T> Input => input;

    public Native<T> InputGradient => inputBefore;

    public BatchNormCall<T> Call => new()
    {
        Images = given.Images,
        Channels = given.Channels,
        Pixels = given.Pixels,
        Input = input.Address,
        Weight = _weight.Address,
        Bias = _bias.Address,
        Mean = _mean.Address,
        Variance = _variance.Address,
        Epsilon = BatchNormCase.Epsilon,
        Learns = given.Training,
        Residual = given.HasResidual ? residual.Address : null,
        Relu = given.Relu,
        Output = _output.Address,
        OutputGradient = gradient.Address,
        InputGradient = inputBefore.Address,
        AddInput = given.Add,
        ResidualGradient = given.HasResidual ? residualBefore.Address : null,
        AddResidual = given.Add,
        WeightGradient = _weightGradient.Address,
        BiasGradient = _biasGradient.Address,
    };

    /// <summary>What came out; images through a function that brings them into plain order.</summary>
    public BatchNormResult Result(Func<Native<T>, double[]> plain)
        => new(_mean.ToDoubles(), _variance.ToDoubles(), plain(_output), plain(inputBefore), plain(residualBefore), _weightGradient.ToDoubles(), _biasGradient.ToDoubles());

    public void Dispose()
    {
        foreach (Native<T> numbers in (ReadOnlySpan<Native<T>>)[input, residual, gradient, inputBefore, residualBefore, _weight, _bias, _mean, _variance, _weightGradient, _biasGradient, _output])
            numbers.Dispose();
    }
}
