using System.Text.Json;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Parameters;
using Anneal.Tests.Golden;
using Anneal.Training;

namespace Anneal.Tests.Cli.Experiments;

public class SquareTests
{
    [Theory]
    [InlineData("cosine", 1)]
    [InlineData("cosine", 25)]
    [InlineData("exponential", 3)]
    [InlineData("constant", 10)]
    [InlineData("constant", 2)]
    public void From_the_weights_of_PyTorch_it_ends_with_the_losses_and_the_val_of_PyTorch(string label, int seed)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Expected.Root, $"tests/Anneal.Tests/Golden/experiments/square-network-{label}-seed{seed}-float32.json")));
        JsonElement trace = document.RootElement;
        Experiment square = Experiment.Find("square");
        Setup setup = new(square, square.Load(new(new(), TextWriter.Null)), square.Epochs, square.Batch, square.Optimizer);
        Entrant entrant = Entrant.Read(square.Schedules.Select(Written.Read), setup.Length).Single(one => one.Label == label);
        Trainer trainer = setup.Trainer(setup.Rule(entrant.Schedule), seed: 1);
        int index = 0;
        foreach (Parameter parameter in trainer.Network.Parameters)
            OptimizerTrace.Narrow<float>(OptimizerFile.Numbers(trace.GetProperty("initial")[index++])).CopyTo(parameter.Weights);

        History history = trainer.Fit(setup.TrainingBatches(1), setup.Epochs, setup.ValidationBatches());

        // The peer adds the ten losses of an epoch up; here they are averaged. Its two precisions differ by up to 2e-4.
        double[] losses = OptimizerFile.Numbers(trace.GetProperty("losses"));
        Assert.All(losses.Zip(history.Of("train_loss")), pair => Assert.Equal(pair.First, pair.Second * 10, 1e-3 * pair.First));
        double val = trace.GetProperty("val").GetDouble();
        Assert.Equal(val, history.Epochs[^1]["validation_val"], 1e-3 * val);
    }
}
