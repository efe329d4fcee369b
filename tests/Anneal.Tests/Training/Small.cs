using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Training;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training;

/// <summary>Data and networks that train within a millisecond.</summary>
internal static class Small
{
    /// <summary>Points of a plane in three classes, by the angle.</summary>
    public sealed class Angles(int count, int seed = 1) : Dataset
    {
        private readonly float[] _points = [.. Numbers(count * 2, seed)];

        public override int Count => count;

        public override Shape InputShape => [2];

        public override int Classes => 3;

        public override void ReadInput(int index, Span<float> input) => _points.AsSpan(2 * index, 2).CopyTo(input);

        public override int Label(int index) => (int)((Math.Atan2(_points[(2 * index) + 1], _points[2 * index]) + Math.PI) / (2 * Math.PI) * 3) % 3;
    }

    /// <summary>Points of a line with noise: y = 2 x₀ − x₁ + 0.5.</summary>
    public sealed class Line(int count, int seed = 1) : Dataset
    {
        private readonly float[] _points = [.. Numbers(count * 2, seed)];

        public override int Count => count;

        public override Shape InputShape => [2];

        public override Shape TargetShape => [1];

        public override void ReadInput(int index, Span<float> input) => _points.AsSpan(2 * index, 2).CopyTo(input);

        public override void ReadTarget(int index, Span<float> target) => target[0] = (2 * _points[2 * index]) - _points[(2 * index) + 1] + 0.5f;
    }

    /// <summary>Noise in three classes, as grey pictures of 4 × 4.</summary>
    public sealed class Pictures(int count, int seed = 1) : Dataset
    {
        private readonly float[] _pixels = [.. Numbers(count * 16, seed)];

        public override int Count => count;

        public override Shape InputShape => [1, 4, 4];

        public override int Classes => 3;

        public override void ReadInput(int index, Span<float> input) => _pixels.AsSpan(16 * index, 16).CopyTo(input);

        public override int Label(int index) => index % 3;
    }

    public static Module Network(int seed = 1, int outputs = 3, Precision precision = Precision.Single)
    {
        Sequential network = new(new Linear(2, 8), new Relu(), new Linear(8, outputs));
        network.Initialize(seed, precision);
        return network;
    }

    public static Trainer Trainer(UpdateRule rule, int seed = 1) => Of(Network(seed), rule);

    public static Trainer Of(Module network, UpdateRule rule) => new(network, rule.For(network.Parameters)) { Threads = 1 };

    public static double[] WeightsOf(Module network) => [.. network.Parameters.SelectMany(parameter => Tensors(parameter))];

    private static double[] Tensors(Parameter parameter)
        => parameter.Store.Precision is Precision.Single ? Array.ConvertAll(parameter.Weights.ToArray(), value => (double)value) : parameter.WeightsAs<double>().ToArray();

    private static IEnumerable<float> Numbers(int count, int seed)
    {
        Random random = new(seed);
        return Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1);
    }
}
