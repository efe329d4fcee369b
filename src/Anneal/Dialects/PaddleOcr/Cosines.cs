using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PaddleOcr
{
    /// <summary>Half a cosine from learning_rate to 0 over epochs·step_each_epoch steps, behind a warm-up.</summary>
    /// <param name="learningRate">The highest rate, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="epochs">Epochs of the cosine, above 0.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; they do not shorten the cosine. Default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>
    /// Defect: a run of <paramref name="epochs"/> with a warm-up stops in the middle of the cosine: learning_rate 0.1, 20 epochs, 2 of them warm-up end at
    /// 0.00245 (5 of 20 at 0.0146). Past its end the cosine rises again, as Paddle's does. Ours ends where the run does and stays there:
    /// <c>Schedule.Cosine(0.1, 0, run.Epochs(18)).WarmedUp(run.Epochs(2))</c>.
    /// </remarks>
    [Catalogue("0 ↗ learning_rate, then learning_rate·(1 + cos πp)/2", "paddleocr:Cosine(learning_rate=0.1, step_each_epoch=10, epochs=20, warmup_epoch=2)")]
    public static Schedule Cosine(double learningRate, long stepEachEpoch, long epochs, double warmupEpoch = 0, long lastEpoch = -1)
        => WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, resumed =>
            Paddle.CosineAnnealingDecay(learningRate, StepsOf(epochs, stepEachEpoch, nameof(epochs)), lastEpoch: resumed));

    /// <summary>As <see cref="Cosine"/>, but with the warm-up in steps, its start and the lowest rate given.</summary>
    /// <param name="learningRate">The highest rate, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="epochs">Epochs of the cosine, above 0; the warm-up does not shorten it.</param>
    /// <param name="warmupSteps">Steps of warm-up in front, at least 0; default 5000.</param>
    /// <param name="startLr">The first rate of the warm-up, below <paramref name="learningRate"/>; default 1e-5.</param>
    /// <param name="minLr">What the cosine falls to, at least 0; default 1e-8.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>Surprise: the default warm-up of 5000 steps may be longer than the run. Without warm-up start_lr has no effect.</remarks>
    [Catalogue("start_lr ↗ learning_rate, then min_lr + (learning_rate − min_lr)·(1 + cos πp)/2", "paddleocr:LinearWarmupCosine(learning_rate=0.001, step_each_epoch=10, epochs=12, warmup_steps=30)")]
    public static Schedule LinearWarmupCosine(
        double learningRate, long stepEachEpoch, long epochs, long warmupSteps = 5000, double startLr = 1e-5, double minLr = 1e-8, long lastEpoch = -1)
    {
        long steps = StepsOf(epochs, stepEachEpoch, nameof(epochs));
        Guard.Rate(startLr);
        return Guard.Steps(warmupSteps) == 0
            ? Paddle.CosineAnnealingDecay(learningRate, steps, minLr, lastEpoch)
            : Paddle.LinearWarmup(Paddle.CosineAnnealingDecay(learningRate, steps, minLr), warmupSteps, startLr, learningRate, lastEpoch);
    }

    /// <summary>Half cosines from learning_rate to 0, one after the other, behind a warm-up.</summary>
    /// <param name="learningRate">The rate at every restart, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="epochs">Epochs of the run, above 0. The cycles do not depend on them, they go on past the run's end.</param>
    /// <param name="cycle">Epochs of a cycle; its steps are rounded half to even and are at least 1.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, or a cycle has no step.</exception>
    /// <remarks>
    /// Surprise: the run's length has no say, so the last cycle may be cut short. Ours: <see cref="Schedule.WarmRestarts"/>.
    /// </remarks>
    [Catalogue("0 ↗ learning_rate, then cosine(learning_rate → 0), again and again", "paddleocr:CyclicalCosine(learning_rate=0.01, step_each_epoch=10, epochs=12, cycle=3, warmup_epoch=2)")]
    public static Schedule CyclicalCosine(
        double learningRate, long stepEachEpoch, long epochs, double cycle, double warmupEpoch = 0, long lastEpoch = -1)
    {
        StepsOf(epochs, stepEachEpoch, nameof(epochs));
        double steps = Math.Round(Guard.Positive(cycle) * stepEachEpoch, MidpointRounding.ToEven);
        if (steps is < 1 or > Guard.MaxSteps)
            throw new ArgumentOutOfRangeException(nameof(cycle), cycle, FormattableString.Invariant($"A cycle has between 1 and 2^53 steps, but {cycle} epochs of {stepEachEpoch} steps are {steps}."));
        Schedule cycles = Paddle.CosineAnnealingWarmRestarts(learningRate, (long)steps);
        return WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, resumed => Paddle.Resumed(cycles, resumed));
    }

    /// <summary>One cycle over epochs·step_each_epoch steps: max_lr/25 up to max_lr, then down to max_lr/250,000; behind a warm-up.</summary>
    /// <param name="maxLr">The highest rate, at least 0.</param>
    /// <param name="epochs">Epochs of the cycle, above 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="annealStrategy">cos or linear; default cos.</param>
    /// <param name="threePhase">Mirror the rise before the last descent; default false.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; default 0. See the remarks.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, or a phase has no length.</exception>
    /// <remarks>
    /// Defect: with a warm-up the rate climbs to max_lr, falls at once to max_lr/25 and climbs again; a one-cycle is its own warm-up. Past its last step it
    /// throws, see <see cref="Paddle.OneCycleLR"/>. Ours: <see cref="Schedule.OneCycle"/>.
    /// </remarks>
    [Catalogue("0 ↗ max_lr, then max_lr/25 ↗ max_lr ↘ max_lr/250000", "paddleocr:OneCycle(max_lr=0.05, epochs=12, step_each_epoch=10)")]
    public static Schedule OneCycle(
        double maxLr, long epochs, long stepEachEpoch, string annealStrategy = "cos", bool threePhase = false, double warmupEpoch = 0, long lastEpoch = -1)
        => WarmedUp(maxLr, warmupEpoch, stepEachEpoch, lastEpoch, resumed =>
            Paddle.OneCycleLR(maxLr, StepsOf(epochs, stepEachEpoch, nameof(epochs)), 25, maxLr / 25 / 1e4, 0.3, annealStrategy, threePhase, resumed));
}
