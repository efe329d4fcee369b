using Anneal.Controllers;
using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Samples;

/// <summary>The samples of docs/coming-from-pytorch.md.</summary>
public static class ComingFromPyTorch
{
    public static void PyTorchNames(TextWriter Console)
    {
        #region PyTorchNames
        Dictionary<string, Schedule> ours = new()
        {
            ["LambdaLR"] = 0.1 * Schedule.Function(t => Math.Pow(0.95, t)),
            ["MultiplicativeLR"] = Schedule.Exponential(0.1, factor: 0.95),
            ["StepLR"] = Schedule.Step(0.1, factor: 0.1, every: 30),
            ["MultiStepLR"] = Schedule.MultiStep(0.1, factor: 0.1, at: [30, 80]),
            ["ConstantLR"] = Schedule.Constant(0.05).For(4).Then(0.1),
            ["LinearLR"] = Schedule.Linear(0.033, 0.1, over: 5),
            ["ExponentialLR"] = Schedule.Exponential(0.1, factor: 0.97),
            ["PolynomialLR"] = Schedule.Polynomial(0.1, 0, over: 20, power: 2),
            ["CosineAnnealingLR"] = Schedule.Cosine(0.1, 0.001, over: 50),
            ["CosineAnnealingWarmRestarts"] = Schedule.WarmRestarts(0.1, 0, over: 10, lengthen: 2),
            ["ChainedScheduler"] = Schedule.Linear(0.25, 1, over: 8) * Schedule.Step(0.1, factor: 0.3, every: 10),
            ["SequentialLR"] = Schedule.Linear(0.01, 0.1, over: 5).Then(Schedule.Cosine(0.1, 0, over: 15)),
            ["CyclicLR"] = Schedule.Cyclic(0.001, 0.1, up: 10, shrink: 0.5),
            ["OneCycleLR"] = Schedule.OneCycle(0.1, over: 100),
            ["SWALR"] = Schedule.Cosine(0.1, 0.05, over: 10),
        };
        ReduceOnPlateau reduceLROnPlateau = new() { Factor = 0.1, Patience = 10 };
        #endregion
        Console.WriteLine(ours.Count + (reduceLROnPlateau.Scale == 1 ? 1 : 0));
    }

    public static void PyTorchExactly(TextWriter Console)
    {
        #region PyTorchExactly
        Schedule warm = PyTorch.SequentialLR(
            lr: 0.1,
            schedulers: [PyTorch.LinearLR(0.1, startFactor: 0.1, totalIters: 5), PyTorch.CosineAnnealingLR(0.1, tMax: 10)],
            milestones: [5]);
        // One step per epoch, as a loop that calls scheduler.step() at the end of each does.
        Schedule perEpoch = warm.PerEpoch(stepsPerEpoch: 235);

        Console.WriteLine(string.Join(" ", warm.Sample(8).Select(rate => rate.ToString("0.####"))));
        Console.WriteLine(perEpoch.At(235 * 3));
        Console.WriteLine(PyTorch.StepLR(lr: 0.01, stepSize: 10, lastEpoch: 9, initialLr: 0.1).At(0));
        #endregion
    }
}
