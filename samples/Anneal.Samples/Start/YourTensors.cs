using System.Numerics.Tensors;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;

namespace Anneal.Samples.Start;

/// <summary>Optimizers and schedules over memory of yours: no tensor of Anneal's is involved, and nothing is copied.</summary>
public static class YourTensors
{
    public static void Run(TextWriter Console)
    {
        // What another engine, or your own code, keeps its weights and gradients in.
        float[] memory = new float[2 * 1000];
        Memory<float> weights = memory.AsMemory(0, 1000), gradients = memory.AsMemory(1000, 1000);

        ParameterStore store = new();
        store.Borrow<float>("weights", [1000], weights, gradients);
        Optimizer optimizer = new Lion { LearningRate = Schedule.Linear(0.02, 0, over: 100), WeightDecay = 0.1 }.For(store);

        for (int step = 0; step < 100; step++)
        {
            // Σ(w − 1)²/2: its gradient is w − 1.
            TensorPrimitives.Subtract(weights.Span, 1f, gradients.Span);
            optimizer.Update();
        }

        Console.WriteLine($"weights from {TensorPrimitives.Min(weights.Span):0.00} to {TensorPrimitives.Max(weights.Span):0.00} after {optimizer.Step} updates");
    }
}

// Prints:
// weights from 0.96 to 0.96 after 100 updates
