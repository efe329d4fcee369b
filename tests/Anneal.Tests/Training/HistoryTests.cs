using Anneal.Data;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Metrics;
using Direction = Anneal.Controllers.Direction;

namespace Anneal.Tests.Training;

public class HistoryTests
{
    [Fact]
    public void A_history_has_every_step_every_epoch_and_the_time_of_every_phase()
    {
        var network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 0.5 }.For(network.Parameters)) { Metrics = [new Accuracy(), new TopAccuracy(2)] };
        History history = trainer.Fit(new BatchLoader(new Small.Angles(60), 20), 4, new BatchLoader(new Small.Angles(30, 2), 10));
        Assert.Equal((4, 12, 12), (history.Epochs.Count, history.Losses.Count, history.Rates.Count));
        Assert.Equal(["train_accuracy", "train_loss", "train_top2", "validation_accuracy", "validation_loss", "validation_top2"], history.Epochs[0].Values.Keys);
        EpochRecord best = history.Best("validation_loss", Direction.Minimize)!;
        Assert.Equal(history.Of("validation_loss").Min(), best["validation_loss"]);
        Assert.Equal(60, best.Examples);
        Assert.All(history.Epochs, epoch => Assert.True(epoch["validation_top2"] >= epoch["validation_accuracy"]));
        Assert.Equal((12, 12, 12), (history.Phases.Count(TrainingPhase.Forward), history.Phases.Count(TrainingPhase.Update), history.Phases.Count(TrainingPhase.Validation)));
        Assert.Contains("train_loss", Assert.Throws<KeyNotFoundException>(() => history.Of("train_los")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Percentiles_are_right_to_their_class()
    {
        PhaseTimes times = new();
        for (int i = 1; i <= 1000; i++)
            times.Add(TrainingPhase.Backward, TimeSpan.FromMicroseconds(i));
        Assert.All((double[])[1, 50, 90, 99, 100], percent => Assert.Equal(percent * 1e-5, times.Percentile(TrainingPhase.Backward, percent), percent * 1e-5 * 0.025));
        Assert.Equal(0.5005, times.Total(TrainingPhase.Backward), 1e-9);
        Assert.Equal(0, times.Percentile(TrainingPhase.Update, 50));
    }

    [Fact]
    public void A_value_that_is_no_number_is_never_the_best()
    {
        History history = new();
        double[] values = [double.NaN, 0.3, 0.2, double.NegativeInfinity, 0.2];
        for (int i = 0; i < values.Length; i++)
            history.Add(new EpochRecord(i + 1, i, 0.1, 1, 1, new Dictionary<string, double> { ["m"] = values[i] }));
        Assert.Equal(3, history.Best("m", Direction.Minimize)!.Epoch);
        Assert.Equal(2, history.Best("m", Direction.Maximize)!.Epoch);
    }
}
