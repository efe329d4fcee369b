using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>max_learning_rate/divide_factor up to max_learning_rate, then down to end_learning_rate, in two or three phases.</summary>
    /// <param name="maxLearningRate">The highest rate, at least 0.</param>
    /// <param name="totalSteps">Steps of the run, above 0.</param>
    /// <param name="divideFactor">Highest over first rate, above 0; default 25.</param>
    /// <param name="endLearningRate">The last rate itself, at least 0, not a share of another; default 0.0001.</param>
    /// <param name="phasePct">Share of the run spent rising, 0 to 1, below 0.5 with three phases; default 0.3.</param>
    /// <param name="annealStrategy">cos or linear; default cos.</param>
    /// <param name="threePhase">Mirror the rise before the last descent; default false.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">An argument is out of its range, or a phase has no length (Paddle divides by zero).</exception>
    /// <remarks>
    /// Ours: <see cref="Schedule.OneCycle"/>. Surprises: phases end between steps, at phase_pct·total − 1 and so on; the end is reached at step total − 1,
    /// one step more is answered and jumps up again (cos) or falls below the end (linear), and the next throws. The end rate is absolute, PyTorch's is a
    /// fraction, so a maximum below 0.0001 would make the default end the highest rate.
    /// </remarks>
    [Catalogue("max/divide_factor ↗ max ↘ end_learning_rate", "paddle:OneCycleLR(max_learning_rate=0.5, total_steps=40)")]
    public static Schedule OneCycleLR(
        double maxLearningRate, long totalSteps, double divideFactor = 25, double endLearningRate = 0.0001, double phasePct = 0.3,
        string annealStrategy = "cos", bool threePhase = false, long lastEpoch = -1)
    {
        double first = Guard.Rate(maxLearningRate) / Guard.Positive(divideFactor);
        Guard.PositiveSteps(totalSteps);
        Guard.Rate(endLearningRate);
        if (Guard.Fraction(phasePct) >= 0.5 && threePhase)
            throw new ArgumentOutOfRangeException(nameof(phasePct), phasePct, FormattableString.Invariant($"With three phases the rise happens twice, so phase_pct must be below 0.5, not {phasePct}."));
        double rise = (phasePct * totalSteps) - 1;
        double[] ends = threePhase ? [rise, (2 * phasePct * totalSteps) - 2, totalSteps - 1] : [rise, totalSteps - 1];
        if (rise == 0 || ends[^1] <= ends[^2])
            throw new ArgumentException(FormattableString.Invariant($"With phase_pct = {phasePct} of {totalSteps} steps a phase has no length and Paddle divides by zero; choose another phase_pct or more steps."), nameof(phasePct));
        double[] levels = threePhase ? [first, maxLearningRate, first, endLearningRate] : [first, maxLearningRate, endLearningRate];
        Call written = Calling(nameof(OneCycleLR)).With("max_learning_rate", maxLearningRate).With("total_steps", totalSteps)
            .Unless("divide_factor", divideFactor, 25).Unless("end_learning_rate", endLearningRate, 0.0001).Unless("phase_pct", phasePct, 0.3)
            .Unless("anneal_strategy", annealStrategy, "cos").Unless("three_phase", threePhase, false);
        return Resumed(new PeerPhases(written, new(levels), new(ends), PeerPhases.IsCosine(annealStrategy), totalSteps), lastEpoch);
    }
}
