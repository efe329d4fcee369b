using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Schedules;
using Anneal.Training;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Samples.Start;

/// <summary>Stochastic weight averaging: a rate that stays high at the end, the mean of the weights of its epochs, and batch norms that are run anew for it.</summary>
public static class WeightAveraging
{
    public static void Run(TextWriter Console)
    {
        using Folder folder = new();
        BatchLoader training = new(SquareFunction.Training, batchSize: 5) { Shuffle = 1 }, validation = new(SquareFunction.Validation, batchSize: 9);
        Module network = new Sequential(new Linear(1, 32), new BatchNorm1d(32), new Relu(), new Linear(32, 1));
        network.Initialize(seed: 1);

        // 150 epochs down to a rate at which the weights wander about a valley, and 50 in which they do.
        int epoch = training.BatchesPerEpoch;
        Schedule rate = Schedule.Cosine(0.05, 0.02, over: 150 * epoch).Then(Schedule.Constant(0.02));
        Optimizer optimizer = new Sgd { LearningRate = rate, Momentum = 0.9 }.For(network.Parameters);
        EqualAverage average = new(network.Parameters) { From = 150 * epoch, Every = epoch };
        new Trainer(network, optimizer) { Average = average, RefreshBatchNorms = epoch }.Fit(training, epochs: 200, validation); // validates with the average

        Trainer judge = new(network, optimizer);
        Console.WriteLine($"the last weights:      {judge.Evaluate(validation)["loss"]:0.00000}");
        using (average.EvaluationWeights())
        {
            network.RefreshBatchNorms(training.Epoch(0).Select(batch => batch.InputTensor())); // they have seen other weights
            Console.WriteLine($"the mean of {average.Count} epochs: {judge.Evaluate(validation)["loss"]:0.00000}");
            network.Save(folder.Place("averaged.safetensors")); // what is to be shipped
        }
    }
}

// Prints:
// the last weights:      0.00790
// the mean of 51 epochs: 0.00134
