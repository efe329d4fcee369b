using Anneal.Data;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Training;

public class ProgressBarsTests
{
    /// <summary>A clock that moves on by a second whenever it is looked at.</summary>
    private sealed class Seconds : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }

    private static string Written(bool live, int epochs, Action<Trainer>? train = null)
    {
        using StringWriter output = new() { NewLine = "\n" };
        var network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 0.1 }.For(network.Parameters)) { Time = new Seconds(), Metrics = [new Accuracy()], Listeners = [new ProgressBars(output, live)] };
        if (train is null)
            trainer.Fit(new BatchLoader(new Small.Angles(60), 20), epochs, new BatchLoader(new Small.Angles(20, 2), 10));
        else
            train(trainer);
        return output.ToString();
    }

    [Fact]
    public void Where_lines_cannot_be_written_again_there_is_one_for_each_epoch_and_no_escape_code()
    {
        string[] lines = Written(live: false, epochs: 12).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(12, lines.Length);
        Assert.Matches(@"^epoch  1/12  rate 0\.1  train_accuracy 0\.\d+  train_loss \d\.\d+  validation_accuracy 0\.\d+  validation_loss \d\.\d+  \d+\.0 s$", lines[0]);
        Assert.StartsWith("epoch 12/12", lines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains('\e') || line.Contains('\r'));
    }

    [Fact]
    public void A_terminal_shows_training_and_validation_in_one_line_that_goes_away()
    {
        string text = Written(live: true, epochs: 2);
        string[] shown = text.Split('\r');
        Assert.Contains(shown, line => line.StartsWith("epoch 1/2  ██████▋············· 1/3  rate 0.1  loss 1.", StringComparison.Ordinal) && line.EndsWith(" left\e[K", StringComparison.Ordinal));
        Assert.Contains(shown, line => line.StartsWith("epoch 1/2  ██████████·········· 1/2  validating", StringComparison.Ordinal));
        Assert.Contains("\r\e[Kepoch 2/2  rate 0.1", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_left_says_so()
        => Assert.Equal("The run ended after 2 updates: it was left, and can be gone on with.\n", Written(live: false, 1, trainer => Assert.Equal(2, trainer.Run(new BatchLoader(new Small.Angles(60), 20), 5).Take(2).Count())));
}
