using Anneal.Cli;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;
using Anneal.Controllers;

namespace Anneal.Tests.Cli.Storage;

/// <summary>What every store does; each kind runs all of it.</summary>
public abstract class RunStoreConformance : IDisposable
{
    private readonly RunEnvironment _environment = new() { Tool = "anneal 1", Framework = ".NET", System = "somewhere", Processors = 2, CommandLine = "anneal compare" };

    private protected IRunStore Store { get; set; } = null!;

    /// <summary>The store as another process finds it after this one has died.</summary>
    private protected abstract IRunStore Reopen();

    public virtual void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static RunDescription About(int seed = 1, string label = "cosine") => new()
    {
        Kind = PlanKind.Comparison,
        Name = "lenet",
        Group = "/runs/lenet-1",
        Experiment = "lenet",
        Label = label,
        Schedule = "cosine(0.3, 0, over: rest)",
        Optimizer = "sgd()",
        Seed = seed,
        Epochs = 3,
        Batch = 32,
        Folder = $"/runs/lenet-1/runs/1-{label}-seed{seed}",
        Checkpoint = $"/runs/lenet-1/runs/1-{label}-seed{seed}/checkpoint.safetensors",
        Metric = "validation_accuracy",
        Direction = Direction.Maximize,
        Started = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
    };

    private protected long Begin(int seed = 1, string label = "cosine") => Store.Begin(About(seed, label), new RunDetails("{\"a\":1}", _environment, []));

    private protected static RunValues Values(long number, string metric, long from, params double[] values)
        => new(number, 1.5, [new MetricSeries(metric, [.. values.Select((_, i) => from + i)], values)]);

    private protected static RunEnding Ending(StoredStatus status) => new(status, true, DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_060_000), 60, 1234.5, [new RunFinding("Learned", "It learned.", "")]);

    [Fact]
    public void A_run_is_found_as_it_was_begun()
    {
        long number = Begin();
        StoredRun run = Store.Find(number)!;
        Assert.Equal((number, About(), StoredStatus.Training, true, null), (run.Number, run.About, run.Status, run.Learned, run.Ended));
        Assert.Empty(run.Metrics);
        RunDetails details = Store.Details(number);
        Assert.Equal(("{\"a\":1}", _environment), (details.Plan, details.Environment));
        Assert.Null(Store.Find(number + 1));
        Assert.Throws<UserError>(() => Store.Details(number + 1));
    }

    [Fact]
    public void Numbers_ascend_and_that_of_a_deleted_run_is_never_given_again()
    {
        (long first, long second) = (Begin(1), Begin(2));
        Assert.True(second > first);
        Store.End(second, Ending(StoredStatus.Done));
        Assert.True(Store.Delete(second));
        Assert.False(Store.Delete(second));
        Assert.True(Begin(3) > second);
        Assert.Equal([first, second + 1], Store.List().Select(run => run.Number));
    }

    [Theory, InlineData(1), InlineData(7), InlineData(1024), InlineData(3000)]
    public void Values_come_back_with_every_bit_however_they_were_cut(int piece)
    {
        long number = Begin();
        double[] values = [.. Enumerable.Range(0, 5000).Select(i => Math.Sin(i) * Math.Pow(10, (i % 40) - 20))];
        (values[3], values[4], values[5]) = (double.NaN, double.PositiveInfinity, -0.0);
        long[] steps = [.. values.Select((_, i) => (long)(i % 1000 == 999 ? i * 3 : (i * 3) - 1) + 2)];
        for (int at = 0; at < values.Length; at += piece)
            Store.Append([new(number, 2, [new("loss", steps[at..Math.Min(at + piece, values.Length)], values[at..Math.Min(at + piece, values.Length)])])]);
        MetricSeries read = Store.Read(number, "loss");
        Assert.Equal(steps, read.Steps);
        Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), read.Values.Select(BitConverter.DoubleToInt64Bits));
        Assert.Empty(Store.Read(number, "other").Values);
    }

    [Fact]
    public void A_summary_has_last_lowest_highest_and_the_course()
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, 3, double.NaN, 1, 5), Values(number, "validation_accuracy", 4, 0.5)]);
        Store.Append([Values(number, "loss", 5, 1, 2)]);
        StoredRun run = Store.Find(number)!;
        MetricSummary loss = run.Metrics["loss"];
        Assert.Equal((6, 6, 2.0, 1.0, 3, 5.0, 4), (loss.Count, loss.LastStep, loss.Last, loss.Lowest, loss.LowestStep, loss.Highest, loss.HighestStep));
        Assert.Equal([3, double.NaN, 1, 5, 1, 2], loss.Curve.Points);
        Assert.Equal((0.5, 4), run.Deciding!.Best(Direction.Maximize));
        Assert.Equal((6, 1.5), (run.Steps, run.Seconds));
    }

    [Fact]
    public void The_end_of_a_run_is_kept()
    {
        long number = Begin();
        Store.End(number, Ending(StoredStatus.Diverged) with { Learned = false });
        StoredRun run = Store.Find(number)!;
        Assert.Equal((StoredStatus.Diverged, false, 60.0, 1234.5), (run.Status, run.Learned, run.Seconds, run.ExamplesPerSecond));
        Assert.Equal(1_700_000_060_000, run.Ended!.Value.ToUnixTimeMilliseconds());
        Assert.Equal("It learned.", Assert.Single(Store.Details(number).Findings).Sentence);
        Assert.Throws<InvalidOperationException>(() => Store.Append([Values(number, "loss", 1, 1)]));
    }

    [Fact]
    public void A_run_whose_process_died_is_interrupted_and_can_be_gone_on_with()
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, [.. Enumerable.Range(0, 2500).Select(i => (double)i)]), Values(number, "validation_accuracy", 1200, 0.1), Values(number, "validation_accuracy", 2400, 0.2)]);
        Store = Reopen();
        Assert.Equal(StoredStatus.Interrupted, Store.Find(number)!.Status);
        StoredRun cut = Store.GoOn(number, afterStep: 2000);
        Assert.Equal((2000, StoredStatus.Training), (cut.Steps, cut.Status));
        Store.Append([Values(number, "loss", 2001, -7, -8)]);
        Assert.Equal([1999, -7, -8], Store.Read(number, "loss").Values.Skip(1999));
        Assert.Equal((2002, -8.0, 2002), (Store.Find(number)!.Metrics["loss"].Count, Store.Find(number)!.Metrics["loss"].Lowest, Store.Find(number)!.Metrics["loss"].LowestStep));
        Assert.Equal([0.1], Store.Read(number, "validation_accuracy").Values);
        Assert.Equal(StoredStatus.Training, Store.Find(number)!.Status);
    }

    [Fact]
    public void Nothing_is_left_of_what_a_run_that_begins_again_had()
    {
        long number = Begin();
        Store.Append([Values(number, "loss", 1, 1, 2, 3)]);
        Store = Reopen();
        Assert.Empty(Store.GoOn(number, afterStep: 0).Metrics);
        Assert.Empty(Store.Read(number, "loss").Values);
    }

    [Fact]
    public void A_run_that_is_trained_is_nobody_elses()
    {
        long number = Begin();
        Assert.Contains("is being trained", Assert.Throws<UserError>(() => Store.GoOn(number, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("is being trained", Assert.Throws<UserError>(() => Store.Delete(number)).Message, StringComparison.Ordinal);
        Assert.Equal(StoredStatus.Training, Store.Find(number)!.Status);
    }

    [Fact]
    public void Many_threads_may_write_their_runs_at_once()
    {
        long[] numbers = [.. Enumerable.Range(0, 4).Select(seed => Begin(seed))];
        Parallel.ForEach(numbers, number =>
        {
            for (int i = 0; i < 50; i++)
                Store.Append([Values(number, "loss", (i * 3) + 1, number, i, number * i)]);
        });
        Assert.All(numbers, number => Assert.Equal(Enumerable.Range(0, 50).SelectMany(i => new double[] { number, i, number * i }), Store.Read(number, "loss").Values));
    }
}
