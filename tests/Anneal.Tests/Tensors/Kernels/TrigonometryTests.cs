using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Kernels;

public class TrigonometryTests
{
    [Fact]
    public void Sines_and_cosines_are_those_of_the_base_library_up_to_a_million_and_beyond()
    {
        Random random = new(3);
        double[] values = [0, -0.0, double.NaN, double.PositiveInfinity, 1e6, -1e6, 1e15, 1e300, .. Enumerable.Range(0, 40_000).Select(i => (random.NextDouble() - 0.5) * Math.Pow(10, i % 13 - 5))];
        double[] sines = Tensor.Of(values).Sin().ToDoubles(), cosines = Tensor.Of(values).Cos().ToDoubles();
        float[] floats = Tensor.Of(Array.ConvertAll(values, value => (float)value)).Sin().ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            Near(Math.Sin(values[i]), sines[i], 3e-16);
            Near(Math.Cos(values[i]), cosines[i], 3e-16);
            Near(Math.Sin((float)values[i]), floats[i], 7e-8);
        }
    }

    [Theory, InlineData(3.0), InlineData(1e7), InlineData(1e300), InlineData(double.NaN)]
    public void A_number_has_the_same_bits_whatever_stands_beside_it(double neighbour)
    {
        Random random = new(4);
        for (int i = 0; i < 2000; i++)
        {
            double x = random.NextDouble() * 4;
            Tensor alone = Tensor.Of([x, x]), beside = Tensor.Of([x, neighbour]);
            Assert.Equal(alone.Sin().ToDoubles()[0], beside.Sin().ToDoubles()[0]);
            Assert.Equal(alone.Cos().ToDoubles()[0], beside.Cos().ToDoubles()[0]);
            Assert.Equal(alone.Exp().ToDoubles()[0], beside.Exp().ToDoubles()[0]);
            Assert.Equal(alone.Log().ToDoubles()[0], beside.Log().ToDoubles()[0]);
            Assert.Equal(alone.To(Precision.Single).Sin().ToDoubles()[0], beside.To(Precision.Single).Sin().ToDoubles()[0]);
        }
    }

    [Fact]
    public void Exponentials_of_doubles_are_good_to_the_last_places_over_their_whole_range()
    {
        double[] values = [.. Enumerable.Range(0, 30_000).Select(i => -750 + (i * 0.0489))];
        double[] actual = Tensor.Of(values).Exp().ToDoubles();
        for (int i = 0; i < values.Length; i++)
        {
            double expected = Math.Exp(values[i]);
            Assert.True(Math.Abs(expected - actual[i]) <= (4e-16 * expected) + double.Epsilon || expected.Equals(actual[i]), FormattableString.Invariant($"exp({values[i]:R}): expected {expected:R}, got {actual[i]:R}"));
        }

        Assert.Equal([1, double.PositiveInfinity, 0, double.NaN], Tensor.Of([0, double.PositiveInfinity, double.NegativeInfinity, double.NaN]).Exp().ToDoubles());
    }

    private static void Near(double expected, double actual, double relative)
        => Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= relative * Math.Max(Math.Abs(expected), 1e-3), FormattableString.Invariant($"expected {expected:R}, got {actual:R}"));
}
