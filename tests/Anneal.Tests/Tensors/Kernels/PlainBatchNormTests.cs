using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class PlainBatchNormTests
{
    [Fact]
    public void In_double_everything_is_as_the_formula_says()
        => Assert.All(BatchNormClaims.Cases(), given => BatchNormClaims.AreThoseOfTheFormula(given, Do<double>(given), 1e-12));

    [Fact]
    public void In_float_too()
        => Assert.All(BatchNormClaims.Cases(), given => BatchNormClaims.AreThoseOfTheFormula(given, Do<float>(given), 2e-6));

    private static BatchNormResult Do<T>(BatchNormCase given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Native<T> x = Native<T>.From(given.Input), weight = Native<T>.From(given.Weight), bias = Native<T>.From(given.Bias), residual = Native<T>.From(given.Residual), dy = Native<T>.From(given.Gradient);
        using Native<T> mean = Native<T>.From(given.RunningMean), variance = Native<T>.From(given.RunningVariance), y = new(x.Length), dx = Native<T>.From(given.Before), dr = Native<T>.From(given.Before);
        float[] half = [.. Enumerable.Repeat(0.5f, given.Channels)];
        using Native<T> dw = Native<T>.From(half), db = Native<T>.From(half);
        BatchNormCall<T> call = new()
        {
            Images = given.Images,
            Channels = given.Channels,
            Pixels = given.Pixels,
            Input = x.Address,
            Weight = weight.Address,
            Bias = bias.Address,
            Mean = mean.Address,
            Variance = variance.Address,
            Epsilon = BatchNormCase.Epsilon,
            Training = given.Training,
            Residual = given.HasResidual ? residual.Address : null,
            Relu = given.Relu,
            Output = y.Address,
            OutputGradient = dy.Address,
            InputGradient = dx.Address,
            AddInput = given.Add,
            ResidualGradient = given.HasResidual ? dr.Address : null,
            AddResidual = given.Add,
            WeightGradient = dw.Address,
            BiasGradient = db.Address,
        };
        PlainBatchNorm<T>.Forward(call);
        PlainBatchNorm<T>.Backward(call);
        return new(mean.ToDoubles(), variance.ToDoubles(), y.ToDoubles(), dx.ToDoubles(), dr.ToDoubles(), dw.ToDoubles(), db.ToDoubles());
    }
}
