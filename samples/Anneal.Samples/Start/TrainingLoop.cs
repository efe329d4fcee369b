using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Parameters.Gradients;
using Anneal.Schedules;
using Anneal.Tensors;
using Anneal.Training;
using Linear = Anneal.Modules.Linear;
using Tanh = Anneal.Modules.Tanh;

namespace Anneal.Samples.Start;

/// <summary>A training loop of your own: gradients, clipping, update. The schedule is asked by the optimizer, and never stepped.</summary>
public static class TrainingLoop
{
    public static void Run(TextWriter Console)
    {
        Module network = new Sequential(new Linear(1, 16), new Tanh(), new Linear(16, 1));
        network.Initialize(seed: 1);
        Schedule rate = Schedule.Cosine(from: 0.02, to: 0, over: 480).WarmedUp(20);
        Optimizer optimizer = new Adam { LearningRate = rate }.For(network.Parameters);
        BatchLoader loader = new(SquareFunction.Training, batchSize: 10) { Shuffle = 1 };
        Tape tape = new();

        for (int epoch = 0; epoch < 500; epoch++)
        {
            foreach (Batch batch in loader.Epoch(epoch))
            {
                using TapeStep step = tape.Step(); // what is computed here is gone behind it, and its memory is used again
                network.Parameters.ZeroGradients();
                Tensor loss = network.Forward(batch.InputTensor(), Mode.Training).MeanSquaredError(batch.TargetTensor());
                loss.Backward();
                network.Parameters.ClipByGlobalNorm(max: 1);
                if (epoch % 100 == 0)
                    Console.WriteLine($"epoch {epoch,3}: rate {optimizer.RateOf():0.0000}, loss {loss.Value:0.0000}");
                optimizer.Update();
            }
        }
    }
}

// Prints:
// epoch   0: rate 0.0010, loss 0.7411
// epoch 100: rate 0.0187, loss 0.0062
// epoch 200: rate 0.0138, loss 0.0044
// epoch 300: rate 0.0074, loss 0.0032
// epoch 400: rate 0.0021, loss 0.0026
