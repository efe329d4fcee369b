using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tests.Tensors.Kernels;

public sealed unsafe class PlainPoolTests
{
    [Fact]
    public void The_largest_is_that_of_the_definition()
    {
        PoolClaims.MaxIsThatOfTheDefinition(Max<double>, 1e-14);
        PoolClaims.MaxIsThatOfTheDefinition(Max<float>, 1e-6);
    }

    [Fact]
    public void The_average_is_that_of_the_definition()
    {
        PoolClaims.AverageIsThatOfTheDefinition(Average<double>, 1e-14);
        PoolClaims.AverageIsThatOfTheDefinition(Average<float>, 1e-6);
    }

    private static (double[] Output, double[] InputGradient) Max<T>(PoolShape shape, int images, int channels, float[] input, float[] gradient, float[] before, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Native<T> x = Native<T>.From(input), dy = Native<T>.From(gradient), y = new(gradient.Length), dx = Native<T>.From(before);
        using Native<ushort> positions = new(gradient.Length);
        PlainPool<T>.Max(images * channels, shape, x.Address, y.Address, positions.Address);
        PlainPool<T>.MaxBackward(images * channels, shape, dy.Address, positions.Address, dx.Address, add);
        return (y.ToDoubles(), dx.ToDoubles());
    }

    private static (double[] Output, double[] InputGradient) Average<T>(PoolShape shape, int images, int channels, float[] input, float[] gradient, float[] before, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using Native<T> x = Native<T>.From(input), dy = Native<T>.From(gradient), y = new(gradient.Length), dx = Native<T>.From(before);
        PlainPool<T>.Average(images * channels, shape, x.Address, y.Address);
        PlainPool<T>.AverageBackward(images * channels, shape, dy.Address, dx.Address, add);
        return (y.ToDoubles(), dx.ToDoubles());
    }
}
