using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>max_lr/div_factor up to max_lr, then down to max_lr/(div_factor·final_div_factor), in two or three phases.</summary>
    /// <param name="maxLr">The highest rate; it replaces the optimizer's.</param>
    /// <param name="totalSteps">Steps of the run; or give <paramref name="epochs"/> and <paramref name="stepsPerEpoch"/>.</param>
    /// <param name="epochs">Epochs of the run.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <param name="pctStart">Share of the run spent rising, 0 to 1; default 0.3.</param>
    /// <param name="annealStrategy">cos or linear; default cos.</param>
    /// <param name="cycleMomentum">Whether momentum is cycled too; see <see cref="OneCycleLRMomentum"/>.</param>
    /// <param name="baseMomentum">Momentum at the peak; default 0.85.</param>
    /// <param name="maxMomentum">Momentum at both ends; default 0.95.</param>
    /// <param name="divFactor">max_lr over the first rate; default 25.</param>
    /// <param name="finalDivFactor">First over last rate; default 10,000.</param>
    /// <param name="threePhase">Mirror the rise before the last descent; default false.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <remarks>
    /// Ours: <see cref="Schedule.OneCycle"/>. Phases end between steps, at pct_start·total − 1 and so on. The last of the total steps has the lowest rate; one step
    /// more is answered and jumps up (cosine) or below it (linear), as in PyTorch, and the next throws.
    /// </remarks>
    [Catalogue("max_lr/div_factor ↗ max_lr ↘ max_lr/(div_factor·final_div_factor)", "pytorch:OneCycleLR(max_lr=0.1, total_steps=100)")]
    public static Schedule OneCycleLR(
        double maxLr, long? totalSteps = null, long? epochs = null, long? stepsPerEpoch = null, double pctStart = 0.3, string annealStrategy = "cos",
        bool cycleMomentum = true, double baseMomentum = 0.85, double maxMomentum = 0.95, double divFactor = 25, double finalDivFactor = 1e4,
        bool threePhase = false, long lastEpoch = -1)
        => OneCycle(nameof(OneCycleLR), maxLr, totalSteps, epochs, stepsPerEpoch, pctStart, annealStrategy, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor, threePhase, lastEpoch);

    /// <summary>The momentum (or first beta) that goes with <see cref="OneCycleLR"/>: max_momentum down to base_momentum at the peak, and back.</summary>
    /// <param name="maxLr">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="totalSteps">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="epochs">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="stepsPerEpoch">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="pctStart">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="annealStrategy">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="cycleMomentum">Must be true: otherwise PyTorch leaves the momentum alone.</param>
    /// <param name="baseMomentum">Momentum at the peak of the rate; default 0.85.</param>
    /// <param name="maxMomentum">Momentum at both ends; default 0.95.</param>
    /// <param name="divFactor">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="finalDivFactor">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="threePhase">As given to <see cref="OneCycleLR"/>.</param>
    /// <param name="lastEpoch">As given to <see cref="OneCycleLR"/>.</param>
    [Catalogue("max_momentum ↘ base_momentum ↗ max_momentum", "pytorch:OneCycleLRMomentum(max_lr=0.1, total_steps=100)")]
    public static Schedule OneCycleLRMomentum(
        double maxLr, long? totalSteps = null, long? epochs = null, long? stepsPerEpoch = null, double pctStart = 0.3, string annealStrategy = "cos",
        bool cycleMomentum = true, double baseMomentum = 0.85, double maxMomentum = 0.95, double divFactor = 25, double finalDivFactor = 1e4,
        bool threePhase = false, long lastEpoch = -1)
        => OneCycle(nameof(OneCycleLRMomentum), maxLr, totalSteps, epochs, stepsPerEpoch, pctStart, annealStrategy, cycleMomentum, baseMomentum, maxMomentum, divFactor, finalDivFactor, threePhase, lastEpoch);

    private static TorchScheduler OneCycle(
        string factory, double maxLr, long? totalSteps, long? epochs, long? stepsPerEpoch, double pctStart, string annealStrategy,
        bool cycleMomentum, double baseMomentum, double maxMomentum, double divFactor, double finalDivFactor, bool threePhase, long lastEpoch)
    {
        Guard.Rate(maxLr);
        Guard.Fraction(pctStart);
        Guard.Fraction(baseMomentum);
        Guard.Fraction(maxMomentum);
        bool momentum = factory == nameof(OneCycleLRMomentum);
        if (momentum && !cycleMomentum)
            throw new ArgumentException("With cycle_momentum = false PyTorch leaves the momentum as the optimizer has it; there is no schedule for it.", nameof(cycleMomentum));
        long total = totalSteps is long steps ? Guard.PositiveSteps(steps, nameof(totalSteps))
            : epochs is long count && stepsPerEpoch is long each ? RunLength.Of(count, each).Total
            : throw new ArgumentException("Say how long the run is: total_steps, or epochs and steps_per_epoch.", nameof(totalSteps));
        Call written = TorchScheduler.Calling(factory).With("max_lr", maxLr)
            .Unless("total_steps", totalSteps, null).Unless("epochs", epochs, null).Unless("steps_per_epoch", stepsPerEpoch, null)
            .Unless("pct_start", pctStart, 0.3).Unless("anneal_strategy", annealStrategy, "cos").Unless("cycle_momentum", cycleMomentum, true)
            .Unless("base_momentum", baseMomentum, 0.85).Unless("max_momentum", maxMomentum, 0.95).Unless("div_factor", Guard.Positive(divFactor), 25)
            .Unless("final_div_factor", Guard.Positive(finalDivFactor), 1e4).Unless("three_phase", threePhase, false).Unless("last_epoch", lastEpoch, -1);
        double first = maxLr / divFactor;
        (double ends, double peak, double last) = momentum ? (maxMomentum, baseMomentum, maxMomentum) : (first, maxLr, first / finalDivFactor);
        double[] levels = threePhase ? [ends, peak, ends, last] : [ends, peak, last];
        double[] stops = threePhase ? [(pctStart * total) - 1, (2 * pctStart * total) - 2, total - 1] : [(pctStart * total) - 1, total - 1];
        if (stops[0] == 0 || stops[^1] <= stops[^2])
            throw new ArgumentException(FormattableString.Invariant($"With pct_start = {pctStart} of {total} steps a phase has no length and PyTorch divides by zero; choose another pct_start or more steps."), nameof(pctStart));
        Schedule curve = Resumed(new PeerPhases(written, new(levels), new(stops), PeerPhases.IsCosine(annealStrategy), total), lastEpoch);
        return new TorchScheduler(written, curve, (_, epoch) => curve.Value(epoch));
    }
}
