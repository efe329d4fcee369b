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
        using BatchNormMemory<T> memory = new(given, Native<T>.From(given.Input), Native<T>.From(given.Residual), Native<T>.From(given.Gradient), Native<T>.From(given.Before), Native<T>.From(given.Before));
        BatchNormCall<T> call = memory.Call;
        PlainBatchNorm<T>.Forward(call);
        PlainBatchNorm<T>.Backward(call);
        return memory.Result(numbers => numbers.ToDoubles());
    }
}
