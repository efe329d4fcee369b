using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>base_learning_rate + (max_learning_rate − base_learning_rate)·triangle(t)·f, where f is 1, 1/2^(cycle − 1), exp_gamma^t or your own.</summary>
    /// <param name="baseLearningRate">The rate at the bottom, at least 0.</param>
    /// <param name="maxLearningRate">The rate at the first peak, at least 0; it may lie below the bottom.</param>
    /// <param name="stepSizeUp">Steps up, above 0.</param>
    /// <param name="stepSizeDown">Steps down, above 0; default as many as up.</param>
    /// <param name="mode">triangular, triangular2 or exp_range; default triangular.</param>
    /// <param name="expGamma">Of exp_range, at least 0; default 1.</param>
    /// <param name="scaleFn">Your own f instead of a mode.</param>
    /// <param name="scaleMode">Whether your f is of the <c>cycle</c> (from 1) or of the <c>iterations</c>; default cycle.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <param name="name">What your function is called in text and JSON.</param>
    /// <exception cref="ArgumentException">
    /// An argument is out of its range, or has no effect beside the others (Paddle would ignore it).
    /// </exception>
    /// <remarks>Ours: <see cref="Schedule.Cyclic"/>. Smith 2017. exp_gamma's exponent counts the steps of the whole run, not of the cycle. No momentum, as in Paddle.</remarks>
    [Catalogue("base_learning_rate + (max_learning_rate − base_learning_rate)·triangle(t)·f", "paddle:CyclicLR(base_learning_rate=0.01, max_learning_rate=0.2, step_size_up=6, mode=triangular2)")]
    public static Schedule CyclicLR(
        double baseLearningRate, double maxLearningRate, long stepSizeUp, long? stepSizeDown = null, string mode = "triangular", double expGamma = 1,
        Func<double, double>? scaleFn = null, string scaleMode = "cycle", long lastEpoch = -1, string name = "f")
    {
        Guard.Rate(baseLearningRate);
        double height = Guard.Rate(maxLearningRate) - baseLearningRate;
        Guard.PositiveSteps(stepSizeUp);
        long down = Guard.PositiveSteps(stepSizeDown ?? stepSizeUp, nameof(stepSizeDown));
        Guard.Rate(expGamma);
        RefuseIdle(mode, expGamma, scaleFn, scaleMode);
        Schedule triangle = Schedule.Linear(0, Math.Abs(height), stepSizeUp).Then(Schedule.Linear(Math.Abs(height), 0, down));
        Schedule swing = (scaleFn, mode, scaleMode) switch
        {
            (not null, _, "cycle") => triangle.Repeat() * Schedule.Function(scaleFn, name).Skip(1).PerEpoch(stepSizeUp + down),
            (not null, _, "iterations") => triangle.Repeat() * Schedule.Function(scaleFn, name),
            (not null, _, _) => throw new ArgumentException($"scale_mode is 'cycle' or 'iterations', not '{scaleMode}'.", nameof(scaleMode)),
            (_, "triangular", _) => triangle.Repeat(),
            (_, "triangular2", _) => triangle.Repeat(scale: 0.5),
            (_, "exp_range", _) => triangle.Repeat() * Schedule.Exponential(1, expGamma),
            _ => throw new ArgumentException($"mode is 'triangular', 'triangular2' or 'exp_range', not '{mode}'; or give scale_fn.", nameof(mode)),
        };
        return Resumed(height < 0 ? Schedule.Constant(baseLearningRate) - swing : Schedule.Constant(baseLearningRate) + swing, lastEpoch);
    }

    private static void RefuseIdle(string mode, double expGamma, Func<double, double>? scaleFn, string scaleMode)
    {
        if (scaleFn is not null && mode != "triangular")
            throw new ArgumentException($"scale_fn replaces the mode, so '{mode}' would have no effect: give one of the two.", nameof(mode));
        if (scaleFn is null && scaleMode != "cycle")
            throw new ArgumentException("scale_mode says what scale_fn is a function of; it has no effect without one.", nameof(scaleMode));
        if (expGamma != 1 && (scaleFn is not null || mode != "exp_range"))
            throw new ArgumentException("exp_gamma has an effect only with mode 'exp_range': choose that mode, or leave it out.", nameof(expGamma));
    }
}
