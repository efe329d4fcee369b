using Anneal.Data;
using Anneal.Parameters;

namespace Anneal.Tests.Training.Diagnoses;

/// <summary>Inputs and targets, or classes, as they are written down.</summary>
internal sealed class Rows(Shape shape, float[][] inputs, float[][]? targets = null, int[]? labels = null, int classes = 0) : Dataset
{
    public override int Count => inputs.Length;

    public override Shape InputShape => shape;

    public override int Classes => classes;

    public override Shape TargetShape => targets is null ? [] : [targets[0].Length];

    /// <summary>Inputs without targets that matter.</summary>
    public static Rows Of(Shape shape, params float[][] inputs) => new(shape, inputs, labels: new int[inputs.Length], classes: 2);

    /// <summary>Uniform inputs from −1 to 1, and whether their sum is positive.</summary>
    public static Rows Signs(int count, int width, int seed = 1)
    {
        Random random = new(seed);
        float[][] inputs = [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, width).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
        return new([width], inputs, labels: [.. inputs.Select(row => row.Sum() > 0 ? 1 : 0)], classes: 2);
    }

    /// <summary>y = x² at 0.1, 0.2, …, 1.</summary>
    public static Rows Squares()
    {
        float[][] x = [.. Enumerable.Range(1, 10).Select(i => new[] { i / 10f })];
        return new([1], x, [.. x.Select(row => new[] { row[0] * row[0] })]);
    }

    public override void ReadInput(int index, Span<float> input) => inputs[index].CopyTo(input);

    public override int Label(int index) => labels![index];

    public override void ReadTarget(int index, Span<float> target) => targets![index].CopyTo(target);
}
