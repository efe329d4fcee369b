using Anneal.Schedules;
using Anneal.Schedules.Text;

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
        Guard.Rate(maxLearningRate);
        Guard.PositiveSteps(stepSizeUp);
        long down = Guard.PositiveSteps(stepSizeDown ?? stepSizeUp, nameof(stepSizeDown));
        Guard.Rate(expGamma);
        RefuseIdle(mode, expGamma, scaleFn, scaleMode);
        Call written = Calling(nameof(CyclicLR)).With("base_learning_rate", baseLearningRate).With("max_learning_rate", maxLearningRate)
            .With("step_size_up", stepSizeUp).Unless("step_size_down", stepSizeDown, null).Unless("mode", mode, "triangular").Unless("exp_gamma", expGamma, 1)
            .Unless("scale_fn", scaleFn is null ? null : new Quoted(name), null).Unless("scale_mode", scaleMode, "cycle");
        (Func<double, double> factor, bool ofCycle) = PeerTriangle.Policy(mode, expGamma, scaleFn, scaleMode);
        return Resumed(new PeerTriangle(written, baseLearningRate, maxLearningRate, stepSizeUp, down, factor, ofCycle) { Lambda = scaleFn }, lastEpoch);
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
