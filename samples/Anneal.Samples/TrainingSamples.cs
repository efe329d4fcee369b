using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Diagnoses;
using Anneal.Training.Events;
using Anneal.Training.Explanations;
using Anneal.Training.Metrics;

namespace Anneal.Samples;

/// <summary>The samples of docs/training.md about the trainer.</summary>
public static class TrainingSamples
{
    public static void FitTable(TextWriter output)
    {
        using Folder folder = new();
        using Printed Console = new(output);
        string path = folder.Place("houses.csv");
        #region FitTable
        // A table such as you may have; the price is to be predicted.
        Random random = new(1);
        File.WriteAllLines(path, ["area,heating,price", .. Enumerable.Range(0, 500).Select(_ => (Area: random.Next(40, 200), Gas: random.Next(2) == 0))
            .Select(house => $"{house.Area},{(house.Gas ? "gas" : "wood")},{(house.Area * house.Area / 50) + (house.Gas ? 300 : 100)}")]);
        CsvTable houses = CsvTable.Read(path, new CsvOptions { Target = "price", StandardizeTarget = true });
        BatchLoader training = new(houses.Training, batchSize: 20) { Shuffle = 1 };
        BatchLoader validation = new(houses.Validation, batchSize: 100);

        var network = new MultilayerPerceptron(houses.InputNames.Count, 32, 1);
        network.Initialize(seed: 1);
        Schedule rate = Schedule.OneCycle(peak: 0.03, over: 5 * training.BatchesPerEpoch);
        Trainer trainer = new(network, new AdamW { LearningRate = rate }.For(network.Parameters))
        {
            Metrics = [new RSquared()],
            Listeners = [new ProgressBars(Console.Out, live: !Console.IsOutputRedirected)],
        };
        History history = trainer.Fit(training, epochs: 5, validation);

        Console.WriteLine($"R² for houses that it has not seen: {history.Of("validation_r2")[^1]:0.00}");
        #endregion
    }

    public static void OwnLoop(TextWriter Console)
    {
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        Trainer trainer = Fields.Trainer(0.03);
        #region OwnLoop
        foreach (StepReport step in trainer.Run(training, epochs: 20, validation))
        {
            if (step.Finished is not EpochRecord epoch)
                continue;
            Console.WriteLine($"epoch {epoch.Epoch}: accuracy {epoch["validation_accuracy"]:0.00}");
            if (epoch["validation_accuracy"] > 0.9)
                break; // enough for now: nothing more is computed
        }

        // The trainer keeps its place; asked again, it makes what is left of the 20 epochs.
        trainer.Fit(training, epochs: 20, validation);
        Console.WriteLine($"{trainer.Position.Epoch} epochs, {trainer.Optimizer.Step} updates");
        #endregion
    }

    public static void WithinMargin(TextWriter Console)
    {
        Module network = new SquareNetwork();
        network.Initialize(seed: 1);
        BatchLoader training = new(SquareFunction.Training, 10);
        Trainer trainer = new(network, new Adam { LearningRate = 0.003 }.For(network.Parameters)) { Metrics = [Metric.Parse("mae"), new Within(0.1)] };
        Console.WriteLine(string.Join(", ", trainer.Evaluate(training).Select(metric => $"{metric.Key} {metric.Value:0.00}")));
    }

    public static void ReadHistory(TextWriter Console)
    {
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        Trainer trainer = Fields.Trainer(Schedule.Cosine(0.03, 0, over: 200));
        #region ReadHistory
        History history = trainer.Fit(training, epochs: 20, validation);

        IReadOnlyList<double> losses = history.Of("validation_loss");
        EpochRecord best = history.Best("validation_accuracy", Direction.Maximize)!;
        Console.WriteLine($"accuracy {best["validation_accuracy"]:0.00}, loss from {losses[0]:0.00} to {losses[^1]:0.00}, {history.Rates.Count} updates");

        // Where the time went: how long 99 of 100 backward passes took at most, and all together.
        double slow = history.Phases.Percentile(TrainingPhase.Backward, 99);
        double all = history.Phases.Total(TrainingPhase.Backward);
        #endregion
        if (slow > all)
            throw new InvalidOperationException("One backward pass took longer than all.");
    }

    public static void TrainerSettings(TextWriter Console)
    {
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        Module network = Fields.Network();
        Optimizer optimizer = new AdamW { LearningRate = 0.03 }.For(network.Parameters);
        #region TrainerSettings
        Trainer trainer = new(network, optimizer)
        {
            Loss = Losses.SmoothedCrossEntropy(labelSmoothing: 0.05), // or yours: (output, batch) => …, a tensor of one number
            Metrics = [new Accuracy()],
            AccumulateOver = 2,                                       // one update for two batches
            ClipNorm = 1,
            Plateau = new ReduceOnPlateau { Factor = 0.5, Patience = 2 },
            EarlyStopping = new EarlyStopping("validation_accuracy") { Patience = 5, RestoreBest = true },
            Average = new ExponentialAverage(network.Parameters) { Decay = 0.9 },
        };
        trainer.Fit(training, epochs: 100, validation);

        Console.WriteLine(trainer.Position.Epoch < 100 ? "stopped early, with the weights of the best epoch" : "went to the end");
        #endregion
    }

    public static void LargeLosses(TextWriter Console)
    {
        (BatchLoader training, _) = Fields.Loaders();
        LargeLossListener large = new(above: 0.69);
        Trainer trainer = Fields.Trainer(0.03, large);
        trainer.Fit(training, epochs: 5);
        Console.WriteLine(large.Steps.Count > 0 ? "heard" : "heard nothing");
    }

    public static void ReportProgress(TextWriter Console)
    {
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        Trainer trainer = Fields.Trainer(0.03);
        using CancellationTokenSource source = new();
        IProgress<StepReport> progress = new Bar(step => { if (step.Step == 15) source.Cancel(); });
        #region ReportProgress
        try
        {
            trainer.Fit(training, epochs: 20, validation, progress, source.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"cancelled after {trainer.Optimizer.Step} updates");
        }

        trainer.Fit(training, epochs: 20, validation, progress); // goes on where it was cancelled
        Console.WriteLine($"{trainer.Optimizer.Step} updates");
        #endregion
    }

    public static void TellEvents(TextWriter Console)
    {
        (BatchLoader training, _) = Fields.Loaders();
        Module network = Fields.Network();
        #region TellEvents
        Trainer trainer = new(network, new Sgd { LearningRate = 2 }.For(network.Parameters))
        {
            ClipNorm = 0.5,
            Listeners = [new TrainingEvents(e => Console.WriteLine($"{e.Level} {e.Id} {e}")) { MinimumLevel = TrainingEventLevel.Debug }],
        };
        StepReport clipped = trainer.Run(training, epochs: 20).First(step => step.GradientNorm > trainer.ClipNorm);
        #endregion
        if (clipped.Step != trainer.Optimizer.Step)
            throw new InvalidOperationException("The loop was left later than it was told to.");
    }

    public static void ExplainRate(TextWriter Console)
    {
        (BatchLoader training, BatchLoader validation) = Fields.Loaders();
        Module network = Fields.Network();
        #region ExplainRate
        Schedule rate = Schedule.Cosine(0.03, 0, over: 180).WarmedUp(20);
        Optimizer optimizer = new AdamW { LearningRate = rate }.For(network.Parameters);
        optimizer.Group("biases", parameter => parameter.Rank <= 1, (AdamW rule) => rule with { LearningRate = rule.LearningRate * 2 });
        Trainer trainer = new(network, optimizer) { Plateau = new ReduceOnPlateau { Factor = 0.5, Patience = 2, Threshold = 0.2 } };
        trainer.Fit(training, epochs: 20, validation);

        RateExplanation why = trainer.ExplainRate(step: 155); // any step of the past; without an argument the next one
        Console.WriteLine(why);
        #endregion
    }

    public static void DiagnoseRun(TextWriter Console)
    {
        #region DiagnoseRun
        BatchLoader training = new(SquareFunction.Training, 1), validation = new(SquareFunction.Validation, 9);
        var network = new SquareNetwork();
        network.Initialize(seed: 2);
        SignsRecorder signs = new();
        Trainer trainer = new(network, new Adam { LearningRate = 0.001 }.For(network.Parameters)) { Listeners = [signs] };
        trainer.Fit(training, epochs: 50, validation);

        foreach (Finding finding in signs.Diagnose())
            Console.WriteLine(finding);
        #endregion
    }

    private sealed class Bar(Action<StepReport> told) : IProgress<StepReport>
    {
        public void Report(StepReport value) => told(value);
    }

    #region WithinMargin
    /// <summary>The share of values that are met to within a margin.</summary>
    public sealed class Within(double margin) : Metric
    {
        public override string Name => "within";

        public override Direction Direction => Direction.Maximize;

        // The trainer keeps the sums; the metric itself remembers nothing, and serves many runs at once.
        public override int Sums => 2;

        public override void Check(Dataset data) => NeedValues(data, Name);

        public override void Add(ReadOnlySpan<double> outputs, Batch batch, Span<double> sums)
        {
            for (int i = 0; i < batch.Targets.Length; i++)
                sums[0] += Math.Abs(outputs[i] - batch.Targets[i]) <= margin ? 1 : 0;
            sums[1] += batch.Targets.Length;
        }

        public override double Value(ReadOnlySpan<double> sums) => sums[0] / sums[1];
    }
    #endregion

    #region LargeLosses
    /// <summary>Notes the steps whose loss was large.</summary>
    public sealed class LargeLossListener(double above) : TrainingListener
    {
        public List<StepReport> Steps { get; } = [];

        public override void Stepped(in StepReport step)
        {
            if (!(step.Loss <= above))
                Steps.Add(step);
        }
    }
    #endregion
}
