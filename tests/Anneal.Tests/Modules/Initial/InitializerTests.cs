using Anneal.Modules.Initial;
using Anneal.Parameters;

namespace Anneal.Tests.Modules.Initial;

public class InitializerTests
{
    public static TheoryData<string, double> Deviations => new()
    {
        { "xavier uniform", Math.Sqrt(2.0 / (60 * 9 + 80 * 9)) },
        { "xavier normal", Math.Sqrt(2.0 / (60 * 9 + 80 * 9)) },
        { "kaiming uniform", Math.Sqrt(2.0 / (60 * 9)) },
        { "kaiming normal", Math.Sqrt(2.0 / (60 * 9)) },
        { "kaiming normal, fan-out, slope 0.5", Math.Sqrt(2.0 / 1.25 / (80 * 9)) },
        { "kaiming uniform, slope √5", 1 / Math.Sqrt(3 * 60 * 9) },
        { "uniform 0.3", 0.3 / Math.Sqrt(3) },
        { "normal 0.3", 0.3 },
    };

    [Theory, MemberData(nameof(Deviations))]
    public void Random_starts_have_the_deviation_of_their_formula(string name, double deviation)
    {
        Initializer initializer = name switch
        {
            "xavier uniform" => Initializer.XavierUniform(),
            "xavier normal" => Initializer.XavierNormal(),
            "kaiming uniform" => Initializer.KaimingUniform(),
            "kaiming normal" => Initializer.KaimingNormal(),
            "kaiming normal, fan-out, slope 0.5" => Initializer.KaimingNormal(0.5, fanOut: true),
            "kaiming uniform, slope √5" => Initializer.KaimingUniform(Math.Sqrt(5)),
            "uniform 0.3" => Initializer.Uniform(0.3),
            _ => Initializer.Normal(0.3),
        };
        double[] values = Filled(initializer, [80, 60, 3, 3]);
        double mean = values.Average(), measured = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        // 43,200 numbers: the deviation of a deviation is about a third of a percent.
        Assert.InRange(measured / deviation, 0.98, 1.02);
        Assert.InRange(mean / deviation, -0.025, 0.025);
        if (name.Contains("uniform", StringComparison.Ordinal))
            Assert.InRange(values.Max(Math.Abs), 0.99 * Math.Sqrt(3) * deviation, Math.Sqrt(3) * deviation);
    }

    [Theory, InlineData(7, 4), InlineData(4, 7), InlineData(5, 5)]
    public void Orthogonal_vectors_are_orthonormal(int rows, int columns)
    {
        double[] values = Filled(Initializer.Orthogonal(2), [rows, columns]);
        int count = Math.Min(rows, columns);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(k => rows <= columns
                    ? values[(i * columns) + k] * values[(j * columns) + k]
                    : values[(k * columns) + i] * values[(k * columns) + j]);
                Assert.Equal(i == j ? 4 : 0, dot, 1e-13);
            }
        }
    }

    [Fact]
    public void Given_numbers_are_taken_as_they_are_and_must_be_as_many_as_the_weight()
    {
        Assert.Equal([1, 2, 3], Filled(Initializer.From(1, 2, 3), [3]));
        Assert.Equal([0, 0], Filled(Initializer.Zeros, [2]));
        Assert.Equal([1, 1], Filled(Initializer.Ones, [2]));
        Assert.Contains("holds 2 numbers, but 3 were given", Agree.Refused(() => Filled(Initializer.From(1, 2, 3), [2])), StringComparison.Ordinal);
    }

    [Fact]
    public void Fans_of_a_vector_are_refused()
    {
        Assert.Contains("at least two sizes", Agree.Refused(() => Filled(Initializer.XavierUniform(), [3])), StringComparison.Ordinal);
        Assert.Contains("at least two sizes", Agree.Refused(() => Filled(Initializer.KaimingNormal(), [3])), StringComparison.Ordinal);
        Assert.Contains("at least two sizes", Agree.Refused(() => Filled(Initializer.Orthogonal(), [3])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_belongs_to_its_seed_and_name()
    {
        double[] Draw(int seed, string name)
        {
            InitialRandom random = new(seed, name);
            return [random.NextDouble(), random.NextNormal(), random.NextNormal(), random.NextDouble()];
        }

        Assert.Equal(Draw(1, "a"), Draw(1, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(2, "a"));
        Assert.NotEqual(Draw(1, "a"), Draw(1, "b"));
    }

    private static double[] Filled(Initializer initializer, Shape shape)
    {
        double[] values = new double[shape.FlattenedLength];
        initializer.Fill(values, shape, new InitialRandom(5, "test"));
        return values;
    }
}
