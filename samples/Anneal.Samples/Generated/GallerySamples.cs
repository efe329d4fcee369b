using Anneal.Schedules;

namespace Anneal.Samples.Generated;

/// <summary>The C# of every example in docs/schedules.md, written by its test.</summary>
public static class GallerySamples
{
    public static IReadOnlyDictionary<string, Schedule> All { get; } = new Dictionary<string, Schedule>
    {
        ["constant"] = Schedule.Constant(0.3),
        ["cosine"] = Schedule.Cosine(0.3, 0.01, over: 20),
        ["cosineWave"] = Schedule.CosineWave(0.3, 0.01, over: 7),
        ["cyclic"] = Schedule.Cyclic(0.01, 0.3, up: 4, shrink: 0.7),
        ["cyclicMomentum"] = Schedule.CyclicMomentum(up: 4),
        ["exponential"] = Schedule.Exponential(2, factor: 0.9).AtLeast(0.01),
        ["flatThenCosine"] = Schedule.FlatThenCosine(0.3, 0.01, flat: 12, decay: 8),
        ["geometric"] = Schedule.Geometric(0.3, 0.003, over: 20),
        ["interpolate"] = Schedule.Interpolate([0, 0.3, 0.1, 0.1, 0], at: [0, 4, 8, 14, 20]),
        ["inverseSquareRoot"] = Schedule.InverseSquareRoot(0.3, timescale: 4),
        ["inverseTime"] = Schedule.InverseTime(0.3, rate: 0.2),
        ["kDecay"] = Schedule.KDecay(0.3, 0.01, over: 20, k: 2),
        ["linear"] = Schedule.Linear(0.3, 0, over: 20),
        ["multiStep"] = Schedule.MultiStep(0.5, factor: 0.5, at: [5, 15]),
        ["naturalExponential"] = Schedule.NaturalExponential(0.3, rate: 0.15),
        ["noam"] = Schedule.Noam(512, warmup: 5),
        ["oneCycle"] = Schedule.OneCycle(0.3, over: 20),
        ["oneCycleMomentum"] = Schedule.OneCycleMomentum(over: 20),
        ["oneMinusSquareRoot"] = Schedule.OneMinusSquareRoot(0.3, 0.01, over: 20),
        ["piecewise"] = Schedule.Piecewise([0.1, 0.3, 0.05, 0.01], at: [4, 12, 16]),
        ["polynomial"] = Schedule.Polynomial(0.3, 0.01, over: 20, power: 2),
        ["squareRoot"] = Schedule.SquareRoot(0.1),
        ["step"] = Schedule.Step(0.3, factor: 0.5, every: 5),
        ["tanh"] = Schedule.Tanh(0.3, 0.01, over: 20),
        ["trapezoid"] = Schedule.Trapezoid(0.3, over: 20),
        ["twoStepCosine"] = Schedule.TwoStepCosine(0.3, 0.01, first: 12, second: 8),
        ["warmRestarts"] = Schedule.WarmRestarts(0.3, 0.01, over: 4, lengthen: 2),
        ["warmupStableDecay"] = Schedule.WarmupStableDecay(0.3, warmup: 4, stable: 10, decay: 6),
        ["*"] = Schedule.Linear(0.2, 1, over: 5) * Schedule.InverseTime(0.3, rate: 0.1),
        ["+"] = 0.05 + Schedule.Cosine(0.25, 0, over: 5).Repeat(4, scale: 0.5),
        ["-"] = 0.9 - Schedule.Cyclic(0, 0.1, up: 4),
        ["atLeast"] = Schedule.Exponential(0.3, factor: 0.8).AtLeast(0.05),
        ["atMost"] = Schedule.Exponential(0.3, factor: 0.8).AtMost(0.2),
        ["for"] = Schedule.Constant(0.3).For(12).Then(Schedule.Linear(0.3, 0, over: 8)),
        ["perEpoch"] = Schedule.Cosine(0.3, 0.01, over: 5).PerEpoch(4),
        ["repeat"] = Schedule.Cosine(0.3, 0.01, over: 5).Repeat(3, lengthen: 2),
        ["skip"] = Schedule.Cosine(0.3, 0.01, over: 20).Skip(8),
        ["stretch"] = Schedule.Cosine(0.3, 0.01, over: 15).Stretch(2),
        ["stretchTo"] = Schedule.Cosine(0.3, 0.01, over: 15).WarmedUp(5).StretchTo(40),
        ["strict"] = Schedule.Cosine(0.3, 0.01, over: 20).Strict(),
        ["then"] = Schedule.Linear(0, 0.3, over: 5).Then(Schedule.Cosine(0.3, 0.01, over: 15)),
        ["warmedUp"] = Schedule.Cosine(0.3, 0.01, over: 15).WarmedUp(5),
    };
}
