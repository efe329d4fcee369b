using Anneal.Parameters;

namespace Anneal.Modules.Initial;

/// <summary>How many numbers one output depends on, and how many outputs one input reaches.</summary>
internal readonly record struct Fan(int In, int Out)
{
    public static Fan Of(Shape shape)
    {
        if (shape.Rank < 2)
            throw new ArgumentException($"A weight of the shape {shape} has no fans: Xavier and Kaiming need at least two sizes; use Uniform, Normal or Constant.");
        int field = shape.FlattenedLength == 0 ? 1 : shape.FlattenedLength / (shape[0] * shape[1]);
        return new(shape[1] * field, shape[0] * field);
    }
}

internal sealed class ConstantInitializer(double value) : Initializer
{
    public override void Fill(Span<double> values, Shape shape, InitialRandom random) => values.Fill(value);
}

internal sealed class UniformInitializer(Func<Fan, double> bound) : Initializer
{
    public override void Fill(Span<double> values, Shape shape, InitialRandom random)
    {
        double limit = bound(shape.Rank < 2 ? default : Fan.Of(shape));
        if (!double.IsFinite(limit))
            _ = Fan.Of(shape);
        foreach (ref double value in values)
            value = limit * ((2 * random.NextDouble()) - 1);
    }
}

internal sealed class NormalInitializer(Func<Fan, double> deviation) : Initializer
{
    public override void Fill(Span<double> values, Shape shape, InitialRandom random)
    {
        double scale = deviation(shape.Rank < 2 ? default : Fan.Of(shape));
        if (!double.IsFinite(scale))
            _ = Fan.Of(shape);
        foreach (ref double value in values)
            value = scale * random.NextNormal();
    }
}

internal sealed class GivenInitializer(double[] given) : Initializer
{
    public override void Fill(Span<double> values, Shape shape, InitialRandom random)
    {
        if (given.Length != values.Length)
            throw new ArgumentException($"A weight of the shape {shape} holds {values.Length} numbers, but {given.Length} were given.");
        given.CopyTo(values);
    }
}
