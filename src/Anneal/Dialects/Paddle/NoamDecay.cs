using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>learning_rate·d_model^−½·min(t^−½, t·warmup_steps^−³ᐟ²).</summary>
    /// <param name="dModel">Width of the model, above 0; it need not be whole.</param>
    /// <param name="warmupSteps">Steps of linear warm-up, above 0; 0 makes Paddle divide by zero.</param>
    /// <param name="learningRate">Multiplies the whole curve, at least 0; default 1.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Surprise: the first update is made at rate 0, since t starts at 0 where Vaswani et al. 2017 start at 1. Ours: <see cref="Schedule.Noam"/> starts
    /// at 1, so no update is wasted.
    /// </remarks>
    [Catalogue("learning_rate·d_model^−½·min(t^−½, t·warmup_steps^−3/2)", "paddle:NoamDecay(d_model=512, warmup_steps=20)")]
    public static Schedule NoamDecay(double dModel, long warmupSteps, double learningRate = 1, long lastEpoch = -1)
        => Resumed(
            Schedule.Constant(0).For(1).Then(Schedule.Noam(Guard.Positive(dModel), Guard.PositiveSteps(warmupSteps), Guard.Rate(learningRate))),
            lastEpoch);
}
