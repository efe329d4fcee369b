using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PaddleOcr
{
    private const long FirstEpochs = 200;

    /// <summary>A cosine over 200 epochs, then the tail of a cosine over all epochs; behind a warm-up.</summary>
    /// <param name="learningRate">The highest rate, at least 0.</param>
    /// <param name="stepEachEpoch">Steps of an epoch, above 0.</param>
    /// <param name="epochs">Epochs of the second cosine, counted from the start, above 0.</param>
    /// <param name="warmupEpoch">Epochs of warm-up in front, at least 0; default 0. It decides what happens after 200 epochs, see the remarks.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one. Only with a warm-up.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, or a run without warm-up is to be resumed.</exception>
    /// <remarks>
    /// Defect, kept here: PaddleOCR has two formulas that disagree. Without a warm-up it uses a recursion, which multiplies the rate it finds: after 200 epochs that is
    /// 0 and stays 0 until the second cosine has its minimum, so the rest of the run trains with rate 0. With a warm-up it uses the closed form,
    /// which jumps from 0 up onto the second cosine. The 200 epochs are fixed, also for a shorter run. Ours: <see cref="Schedule.TwoStepCosine"/>.
    /// </remarks>
    [Catalogue("cosine over 200 epochs, then 0 (no warm-up) or the tail of a cosine over epochs", "paddleocr:TwoStepCosine(learning_rate=0.01, step_each_epoch=1, epochs=300, warmup_epoch=2)")]
    public static Schedule TwoStepCosine(double learningRate, long stepEachEpoch, long epochs, double warmupEpoch = 0, long lastEpoch = -1)
    {
        Guard.Rate(learningRate);
        long first = StepsOf(FirstEpochs, stepEachEpoch, nameof(stepEachEpoch));
        long second = StepsOf(epochs, stepEachEpoch, nameof(epochs));
        return WarmedUp(
            learningRate, warmupEpoch, stepEachEpoch, lastEpoch,
            resumed => resumed == -1 ? ByRecursion(learningRate, first, second) : throw new ArgumentException(
                "Without a warm-up PaddleOCR resumes this recursion from the full learning_rate, whatever the step. Leave last_epoch at −1 and use Skip(steps).", nameof(lastEpoch)),
            () => ByClosedForm(learningRate, first, second));
    }

    private static Schedule ByRecursion(double learningRate, long first, long second)
    {
        // The second cosine's minimum from which the recursion gets off the ground again: second, or an even number of its lengths later.
        long minimum = second + (2 * second * ((Math.Max(0, first - second) + (2 * second) - 1) / (2 * second)));
        return Schedule.Cosine(learningRate, 0, first).Then(Schedule.Constant(0).For(minimum - first)).Then(Schedule.CosineWave(learningRate, 0, second).Skip(second));
    }

    private static Schedule ByClosedForm(double learningRate, long first, long second)
        => Schedule.CosineWave(learningRate, 0, first).For(first + 1).Then(Schedule.CosineWave(learningRate, 0, second).Skip(first + 1));
}
