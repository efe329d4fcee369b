using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PaddleOcr
{
    /// <summary>The same rate at every step, behind a warm-up.</summary>
    /// <param name="learningRate">The rate, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="warmupEpoch">Epochs of warm-up, at least 0; default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Constant"/>.</remarks>
    [Catalogue("0 ↗ learning_rate, then learning_rate", "paddleocr:Const(learning_rate=0.01, step_each_epoch=10, warmup_epoch=2)")]
    public static Schedule Const(double learningRate, long stepEachEpoch, double warmupEpoch = 0, long lastEpoch = -1)
    {
        // Without a warm-up the peer has a bare number, which last_epoch does not change.
        Guard.Rate(learningRate);
        return WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, _ => Schedule.Constant(learningRate));
    }

    /// <summary>A power of what is left of the run, down to end_lr: Paddle's PolynomialDecay over epochs·step_each_epoch steps.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="epochs">Epochs of the decay, above 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="endLr">The last rate, at least 0; default 0 (PaddleOCR's documentation says 0.0001).</param>
    /// <param name="power">Above 0; default 1.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; they do not shorten the decay. Default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Polynomial"/>.</remarks>
    [Catalogue("0 ↗ learning_rate, then end_lr + (learning_rate − end_lr)·(1 − p)^power", "paddleocr:Linear(learning_rate=0.01, epochs=12, step_each_epoch=10, power=2, warmup_epoch=2)")]
    public static Schedule Linear(
        double learningRate, long epochs, long stepEachEpoch, double endLr = 0, double power = 1, double warmupEpoch = 0, long lastEpoch = -1)
        => WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, resumed =>
            Paddle.PolynomialDecay(learningRate, StepsOf(epochs, stepEachEpoch, nameof(epochs)), endLr, power, lastEpoch: resumed));

    /// <summary>learning_rate·(1 − p)^factor down to 0 over epochs·step_each_epoch steps, without warm-up.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="epochs">Epochs of the decay, above 0.</param>
    /// <param name="factor">The power, above 0; default 0.9.</param>
    /// <param name="endLr">Must be a rate, and then does nothing: the decay ends at 0 whatever it says. Default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Defect: PaddleOCR takes end_lr and passes 0 on; its configurations are followed to the digit here. For an end above 0 use <see cref="Linear"/>,
    /// whose power is this factor. Ours: <see cref="Schedule.Polynomial"/>.
    /// </remarks>
    [Catalogue("learning_rate·(1 − p)^factor", "paddleocr:DecayLearningRate(learning_rate=0.01, step_each_epoch=10, epochs=12)")]
    public static Schedule DecayLearningRate(double learningRate, long stepEachEpoch, long epochs, double factor = 0.9, double endLr = 0)
    {
        Guard.Rate(endLr);
        return Schedule.Polynomial(Guard.Rate(learningRate), 0, StepsOf(epochs, stepEachEpoch, nameof(epochs)), Guard.Positive(factor));
    }

    /// <summary>learning_rate·gamma^⌊epoch / step_size⌋.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="stepSize">Width of a stair in epochs, above 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="gamma">At least 0 and below 1.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; they shift the stairs. Default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Step"/>.</remarks>
    [Catalogue("0 ↗ learning_rate, then learning_rate·gamma^⌊epoch/step_size⌋", "paddleocr:Step(learning_rate=0.01, step_size=3, step_each_epoch=10, gamma=0.5, warmup_epoch=2)")]
    public static Schedule Step(double learningRate, long stepSize, long stepEachEpoch, double gamma, double warmupEpoch = 0, long lastEpoch = -1)
        => WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, resumed =>
            Paddle.StepDecay(learningRate, StepsOf(stepSize, stepEachEpoch, nameof(stepSize)), gamma, resumed));

    /// <summary>learning_rate·gamma^#{milestones ≤ epoch}.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="milestones">Strictly ascending epochs.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="gamma">At least 0 and below 1.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; they shift the milestones. Default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">The milestones do not ascend, or an argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.MultiStep"/>.</remarks>
    [Catalogue("0 ↗ learning_rate, then learning_rate·gamma^#{milestones ≤ epoch}", "paddleocr:MultiStepDecay(learning_rate=0.01, milestones=[3, 7], step_each_epoch=10, gamma=0.3, warmup_epoch=2)")]
    public static Schedule MultiStepDecay(
        double learningRate, IReadOnlyList<long> milestones, long stepEachEpoch, double gamma, double warmupEpoch = 0, long lastEpoch = -1)
        => WarmedUp(learningRate, warmupEpoch, stepEachEpoch, lastEpoch, resumed =>
            Paddle.MultiStepDecay(learningRate, StepsOf(milestones, stepEachEpoch, nameof(milestones)), gamma, resumed));

    /// <summary>values[#{decay_epochs ≤ epoch}], behind a warm-up to the first value.</summary>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="decayEpochs">Strictly ascending epochs, at least one.</param>
    /// <param name="values">One rate more than there are epochs, each at least 0.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; they shift the epochs. Default 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or an argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Piecewise"/>.</remarks>
    [Catalogue("0 ↗ values[0], then values[#{decay_epochs ≤ epoch}]", "paddleocr:Piecewise(step_each_epoch=10, decay_epochs=[4, 8], values=[0.01, 0.001, 0.0001], warmup_epoch=2)")]
    public static Schedule Piecewise(
        long stepEachEpoch, IReadOnlyList<long> decayEpochs, IReadOnlyList<double> values, double warmupEpoch = 0, long lastEpoch = -1)
    {
        ArgumentNullException.ThrowIfNull(values);
        long[] boundaries = StepsOf(decayEpochs, stepEachEpoch, nameof(decayEpochs));
        Paddle.PiecewiseDecay(boundaries, values);
        return WarmedUp(values[0], warmupEpoch, stepEachEpoch, lastEpoch, resumed => Paddle.PiecewiseDecay(boundaries, values, resumed));
    }
}
