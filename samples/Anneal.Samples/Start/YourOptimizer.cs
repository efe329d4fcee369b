using System.Numerics;
using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;

namespace Anneal.Samples.Start;

/// <summary>An optimizer of your own, m ← βm + (1 − β)g, w ← w − η·m: groups, schedules, checkpoints, decay and threads come with it.</summary>
public sealed record YourOptimizer : UpdateRule
{
    public Schedule Beta { get; init; } = 0.9;

    public override IReadOnlyList<string> Slots => ["momentum"];

    protected override void Update<T>(Block<T> block, in StepContext at) => FusedLoop.Run(block, new Step<T>(at, at.Fraction(Beta)), at);

    // One vector of weights: what is read is a register, and slots are written back.
    private readonly struct Step<T>(in StepContext at, double beta) : IFusedRule<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly Vector<T> _rate = new(T.CreateTruncating(at.Rate)), _beta = new(T.CreateTruncating(beta)), _rest = new(T.CreateTruncating(1 - beta));

        public static int Slots => 1;

        public void Apply(ref Lane<T> lane)
        {
            lane.First = (_beta * lane.First) + (_rest * lane.Gradient);
            lane.Weight -= _rate * lane.First;
        }
    }

    public static void Run(TextWriter Console)
    {
        MultilayerPerceptron network = new(1, 16, 1);
        network.Initialize(seed: 1);
        History history = new Trainer(network, new YourOptimizer { LearningRate = 0.1 }.For(network.Parameters)).Fit(new BatchLoader(SquareFunction.Training, 10), epochs: 500);
        Console.WriteLine($"loss from {history.Losses[0]:0.000} to {history.Losses[^1]:0.000}");
    }
}

// Prints:
// loss from 0.266 to 0.003
