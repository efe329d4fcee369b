using System.Globalization;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tensors;

namespace Anneal.Benchmarks;

/// <summary>The square network's whole training, 2000 epochs of ten updates, to be timed as a process beside peers/square.py.</summary>
internal static class SquareRun
{
    public static void Run(TextWriter output)
    {
        Module network = new SquareNetwork();
        ParameterStore weights = network.Initialize(seed: 3);
        // Its last ReLU must not be dead from the start.
        weights["8.bias"].Weights[0] += 0.5f;
        Optimizer optimizer = new Adam { LearningRate = Schedule.Cosine(1e-3, 0, over: 200).Repeat(10).PerEpoch(10) }.For(weights);
        Tape tape = new() { Threads = 1 };
        double sum = 0;
        for (int epoch = 0; epoch < 2000; epoch++)
        {
            sum = 0;
            for (int i = 1; i <= 10; i++)
            {
                float x = i / 10f;
                weights.ZeroGradients();
                using (tape.Step())
                {
                    Tensor loss = network.Forward(Tensor.Of([x], [1]), Mode.Training).MeanSquaredError(Tensor.Of([x * x], [1]));
                    loss.Backward();
                    sum += loss.Value;
                }

                optimizer.Update();
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"loss of the last epoch\t{sum:G6}\tsum of squares"));
    }
}
