using Anneal.Controllers;
using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Samples;

/// <summary>The samples of docs/coming-from-paddle.md, docs/coming-from-djl.md and docs/coming-from-hugging-face.md.</summary>
public static class ComingFromOthers
{
    public static void PaddleNames(TextWriter Console)
    {
        #region PaddleNames
        Dictionary<string, Schedule> ours = new()
        {
            ["NoamDecay"] = Schedule.Noam(modelSize: 512, warmup: 4000),
            ["PiecewiseDecay"] = Schedule.Piecewise([0.1, 0.01, 0.001], at: [30, 80]),
            ["NaturalExpDecay"] = Schedule.NaturalExponential(0.5, rate: 0.1),
            ["InverseTimeDecay"] = Schedule.InverseTime(0.5, rate: 0.1),
            ["PolynomialDecay"] = Schedule.Polynomial(0.5, 0.0001, over: 20),
            ["LinearWarmup"] = Schedule.Cosine(0.5, 0, over: 40).WarmedUp(10, from: 0.05),
            ["ExponentialDecay"] = Schedule.Exponential(0.5, factor: 0.9),
            ["MultiStepDecay"] = Schedule.MultiStep(0.5, factor: 0.8, at: [2, 4, 6]),
            ["StepDecay"] = Schedule.Step(0.5, factor: 0.8, every: 5),
            ["LambdaDecay"] = 0.5 * Schedule.Function(t => Math.Pow(0.95, t)),
            ["CosineAnnealingDecay"] = Schedule.Cosine(0.5, 0, over: 10),
            ["MultiplicativeDecay"] = Schedule.Exponential(0.5, factor: 0.95),
            ["OneCycleLR"] = Schedule.OneCycle(1.0, over: 100, end: 0.0001),
            ["CyclicLR"] = Schedule.Cyclic(0.01, 0.2, up: 6),
            ["LinearLR"] = Schedule.Linear(0.5 / 3, 0.5, over: 5),
            ["CosineAnnealingWarmRestarts"] = Schedule.WarmRestarts(0.5, 0, over: 1, lengthen: 2),
        };
        ReduceOnPlateau reduceOnPlateau = new() { Factor = 0.5, Patience = 2 };
        #endregion
        Console.WriteLine(ours.Count + (reduceOnPlateau.Scale == 1 ? 1 : 0));
    }

    public static void PaddleOcrConfig(TextWriter Console)
    {
        #region PaddleOcrConfig
        Dictionary<string, object?> config = new() { ["name"] = "Cosine", ["learning_rate"] = 0.1, ["warmup_epoch"] = 2 };
        Schedule asPaddleOcr = PaddleOcr.FromConfig(config, epochs: 20, stepsPerEpoch: 100);
        RunLength run = RunLength.Of(epochs: 20, stepsPerEpoch: 100);
        Schedule ours = Schedule.Parse("cosine(0.1, 0, over: rest).warmedUp(2ep)", run);

        Console.WriteLine($"PaddleOCR: first {asPaddleOcr.At(0)}, last {asPaddleOcr.At(run.Total):0.00000}");
        Console.WriteLine($"ours:      first {ours.At(0):0.00000}, last {ours.At(run.Total)}");
        #endregion
    }

    public static void DjlNames(TextWriter Console)
    {
        #region DjlNames
        Dictionary<string, Schedule> ours = new()
        {
            ["Tracker.fixed"] = 0.3,
            ["Tracker.linear"] = Schedule.Linear(1.0, 0.2, over: 16),
            ["Tracker.factor"] = Schedule.Exponential(2, factor: 0.9).AtLeast(0.01),
            ["Tracker.multiFactor"] = Schedule.MultiStep(0.5, factor: 0.5, at: [5, 30]),
            ["Tracker.cosine"] = Schedule.Cosine(0.5, 0.01, over: 20),
            ["Tracker.cyclical"] = Schedule.Cyclic(0.001, 0.006, up: 10),
            ["Tracker.polynomialDecay"] = Schedule.Polynomial(0.5, 0.01, over: 30, power: 2),
            ["Tracker.warmUp"] = Schedule.Cosine(0.5, 0.01, over: 15).WarmedUp(5, from: 0),
            ["SquareRootTracker"] = Schedule.SquareRoot(0.1),
        };
        #endregion
        Console.WriteLine(ours.Count);
    }

    public static void HuggingFaceNames(TextWriter Console)
    {
        #region HuggingFaceNames
        RunLength run = RunLength.Steps(1000);
        Dictionary<string, Schedule> ours = new()
        {
            ["constant"] = 5e-5,
            ["constant_with_warmup"] = Schedule.Constant(5e-5).WarmedUp(run.Percent(10)),
            ["linear"] = Schedule.Parse("linear(5e-5, 0, over: rest).warmedUp(10%)", run),
            ["cosine"] = Schedule.Parse("cosine(5e-5, 0, over: rest).warmedUp(10%)", run),
            ["cosine_with_min_lr"] = Schedule.Parse("cosine(5e-5, 5e-6, over: rest).warmedUp(10%)", run),
            ["cosine_with_restarts"] = Schedule.Cosine(5e-5, 0, over: 300).Repeat(3).WarmedUp(100),
            ["polynomial"] = Schedule.Parse("polynomial(5e-5, 1e-7, over: rest, power: 2).warmedUp(10%)", run),
            ["inverse_sqrt"] = Schedule.InverseSquareRoot(5e-5, timescale: 100).WarmedUp(100),
            ["warmup_stable_decay"] = Schedule.WarmupStableDecay(5e-5, warmup: 100, stable: 700, decay: 200),
        };
        #endregion
        Console.WriteLine(ours.Count);
    }

    public static void TimmNames(TextWriter Console)
    {
        #region TimmNames
        Dictionary<string, Schedule> ours = new()
        {
            ["CosineLRScheduler"] = Schedule.Cosine(0.1, 0.001, over: 45).WarmedUp(5),
            ["CosineLRScheduler(k_decay)"] = Schedule.KDecay(0.1, 0.001, over: 50, k: 2),
            ["StepLRScheduler"] = Schedule.Step(0.1, factor: 0.5, every: 10),
            ["MultiStepLRScheduler"] = Schedule.MultiStep(0.1, factor: 0.5, at: [5, 12, 30]),
            ["PolyLRScheduler"] = Schedule.Polynomial(0.1, 0, over: 50, power: 0.5),
            ["TanhLRScheduler"] = Schedule.Tanh(0.1, 0.001, over: 50, lower: -7, upper: 3),
        };
        ReduceOnPlateau plateauLRScheduler = new() { Factor = 0.5, Patience = 2, Direction = Direction.Maximize };
        #endregion
        Console.WriteLine(ours.Count + (plateauLRScheduler.Scale == 1 ? 1 : 0));
    }
}
