using Anneal.Charts.Logs;
using Anneal.Charts.Reports;
using Anneal.Comparing;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Samples;

/// <summary>The samples about comparing, reports and event files.</summary>
public static class ComparingSamples
{
    public static void CompareInCSharp(TextWriter Console)
    {
        #region CompareInCSharp
        Dictionary<string, Schedule> schedules = new()
        {
            ["constant"] = 0.02,
            ["cosine"] = Schedule.Cosine(0.05, 0, over: 3000),
            ["one-cycle"] = Schedule.OneCycle(0.05, over: 3000),
        };

        // The seed decides the weights at the start and the order of the examples, the same for every schedule.
        static double Train(Schedule rate, int seed)
        {
            var network = new Sequential(new Linear(1, 16), new Tanh(), new Linear(16, 1));
            network.Initialize(seed);
            Trainer trainer = new(network, new Adam { LearningRate = rate }.For(network.Parameters)) { Threads = 1 };
            History history = trainer.Fit(new BatchLoader(SquareFunction.Training, 1) { Shuffle = seed }, epochs: 300, new BatchLoader(SquareFunction.Validation, 9));
            return Math.Log10(history.Of("validation_loss")[^1]); // of the last epoch: the best one would be chosen by what it is judged by
        }

        Ranking ranking = Ranking.Of(
            schedules.Select(one => new Contender(one.Key, Enumerable.Range(1, 5).ToDictionary(seed => seed, seed => Train(one.Value, seed)))),
            Better.Lower);
        Console.WriteLine(ranking.Summary);
        foreach (Comparison comparison in ranking.Comparisons)
            Console.WriteLine(comparison);
        #endregion
    }

    public static void WriteReport(TextWriter Console)
    {
        using Folder folder = new();
        string path = folder.Place("report.html");
        History Trained(Schedule rate) => Fields.Trainer(rate).Fit(Fields.Loaders().Training, epochs: 20, Fields.Loaders().Validation);
        #region WriteReport
        History flat = Trained(0.03), falling = Trained(Schedule.Cosine(0.03, 0, over: 200));

        PlotCurve Curve(string metric, History history) => new("seed 1", [.. history.Epochs.Select(epoch => (double)epoch.Epoch)], history.Of(metric));
        PlotGroup Losses(string name, int colour, History history) => new(name, colour, Curve("train_loss", history));
        Report report = new()
        {
            Title = "A rate that falls, and one that does not",
            Sections =
            [
                new ReportText("What came out", "Both learn; the one that falls ends lower.") { Tone = ReportTone.Good },
                new ReportPlot("Training loss", [Losses("constant", 0, flat), Losses("cosine", 1, falling)]) { XLabel = "epoch", YLabel = "loss", LogY = true },
                new ReportTable("Results", [new("schedule"), new("accuracy", Right: true)],
                [
                    ["constant", $"{flat.Of("validation_accuracy")[^1]:0.00}"],
                    ["cosine", $"{falling.Of("validation_accuracy")[^1]:0.00}"],
                ]),
            ],
        };
        File.WriteAllText(path, report.ToHtml()); // one file that needs nothing else
        #endregion
        Console.WriteLine(new FileInfo(path).Length > 10_000);
    }

    public static void WriteEvents(TextWriter Console)
    {
        using Folder place = new();
        string folder = place.Path;
        History history = Fields.Trainer(0.03).Fit(Fields.Loaders().Training, epochs: 5);
        #region WriteEvents
        using EventFileWriter events = EventFileWriter.Create(Path.Combine(folder, "constant"));
        events.Settings(new Dictionary<string, object> { ["schedule"] = "constant(0.03)", ["seed"] = 1 });
        foreach (EpochRecord epoch in history.Epochs)
            events.Scalar("train/loss", epoch.Step, epoch["train_loss"]);
        events.Ended(succeeded: true);
        #endregion
        events.Flush();
        Console.WriteLine(Directory.GetFiles(Path.Combine(folder, "constant")).Length);
    }
}
