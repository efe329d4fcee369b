using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>base_lr + (max_lr − base_lr)·triangle(t)·f, where f is 1, 1/2^(cycle − 1) or gamma^t.</summary>
    /// <param name="baseLr">The rate at the bottom; it replaces the optimizer's.</param>
    /// <param name="maxLr">The rate at the first peak.</param>
    /// <param name="stepSizeUp">Steps up, at least 1; default 2000.</param>
    /// <param name="stepSizeDown">Steps down; default as many as up.</param>
    /// <param name="mode">triangular, triangular2 or exp_range.</param>
    /// <param name="gamma">Of exp_range; default 1.</param>
    /// <param name="scaleFn">Your own f, which replaces the mode's.</param>
    /// <param name="scaleMode">Whether your f is of the <c>cycle</c> (from 1) or of the <c>iterations</c>.</param>
    /// <param name="cycleMomentum">Whether momentum is cycled too; see <see cref="CyclicLRMomentum"/>.</param>
    /// <param name="baseMomentum">Momentum at the first peak; default 0.8.</param>
    /// <param name="maxMomentum">Momentum at the bottom; default 0.9.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <param name="name">What your function is called in text and JSON.</param>
    /// <remarks>Ours: <see cref="Schedule.Cyclic"/>. exp_range counts gamma's exponent over the whole run, although PyTorch's documentation says over the cycle.</remarks>
    [Catalogue("base_lr + (max_lr − base_lr)·triangle(t)·f", "pytorch:CyclicLR(base_lr=0.001, max_lr=0.1, step_size_up=10, mode=triangular2)")]
    public static Schedule CyclicLR(
        double baseLr, double maxLr, double stepSizeUp = 2000, double? stepSizeDown = null, string mode = "triangular", double gamma = 1,
        Func<double, double>? scaleFn = null, string scaleMode = "cycle", bool cycleMomentum = true, double baseMomentum = 0.8,
        double maxMomentum = 0.9, long lastEpoch = -1, string name = "f")
        => Cyclic(nameof(CyclicLR), baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma, scaleFn, scaleMode, cycleMomentum, baseMomentum, maxMomentum, lastEpoch, name);

    /// <summary>The momentum (or first beta) that goes with <see cref="CyclicLR"/>: max_momentum − (max_momentum − base_momentum)·triangle(t)·f.</summary>
    /// <param name="baseLr">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="maxLr">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="stepSizeUp">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="stepSizeDown">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="mode">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="gamma">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="scaleFn">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="scaleMode">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="cycleMomentum">Must be true: otherwise PyTorch leaves the momentum alone.</param>
    /// <param name="baseMomentum">Momentum at the first peak of the rate; default 0.8.</param>
    /// <param name="maxMomentum">Momentum at the bottom of the rate; default 0.9.</param>
    /// <param name="lastEpoch">As given to <see cref="CyclicLR"/>.</param>
    /// <param name="name">As given to <see cref="CyclicLR"/>.</param>
    [Catalogue("max_momentum − (max_momentum − base_momentum)·triangle(t)·f", "pytorch:CyclicLRMomentum(base_lr=0.001, max_lr=0.1, step_size_up=10, mode=triangular2)")]
    public static Schedule CyclicLRMomentum(
        double baseLr, double maxLr, double stepSizeUp = 2000, double? stepSizeDown = null, string mode = "triangular", double gamma = 1,
        Func<double, double>? scaleFn = null, string scaleMode = "cycle", bool cycleMomentum = true, double baseMomentum = 0.8,
        double maxMomentum = 0.9, long lastEpoch = -1, string name = "f")
        => Cyclic(nameof(CyclicLRMomentum), baseLr, maxLr, stepSizeUp, stepSizeDown, mode, gamma, scaleFn, scaleMode, cycleMomentum, baseMomentum, maxMomentum, lastEpoch, name);

    private static TorchScheduler Cyclic(
        string factory, double baseLr, double maxLr, double stepSizeUp, double? stepSizeDown, string mode, double gamma,
        Func<double, double>? scaleFn, string scaleMode, bool cycleMomentum, double baseMomentum, double maxMomentum, long lastEpoch, string name)
    {
        Guard.Rate(baseLr);
        Guard.Rate(maxLr);
        Guard.Positive(stepSizeUp);
        Guard.Rate(stepSizeDown ?? 0, nameof(stepSizeDown));
        Guard.Rate(gamma);
        bool momentum = factory == nameof(CyclicLRMomentum);
        if (momentum && !cycleMomentum)
            throw new ArgumentException("With cycle_momentum = false PyTorch leaves the momentum as the optimizer has it; there is no schedule for it.", nameof(cycleMomentum));
        Call written = TorchScheduler.Calling(factory).With("base_lr", baseLr).With("max_lr", maxLr)
            .Unless("step_size_up", stepSizeUp, 2000).Unless("step_size_down", stepSizeDown, null).Unless("mode", mode, "triangular")
            .Unless("gamma", gamma, 1).Unless("scale_fn", scaleFn is null ? null : new Quoted(name), null).Unless("scale_mode", scaleMode, "cycle")
            .Unless("cycle_momentum", cycleMomentum, true).Unless("base_momentum", Guard.Fraction(baseMomentum), 0.8)
            .Unless("max_momentum", Guard.Fraction(maxMomentum), 0.9).Unless("last_epoch", lastEpoch, -1);
        (Func<double, double> factor, bool ofCycle) = PeerTriangle.Policy(mode, gamma, scaleFn, scaleMode);
        (double bottom, double peak) = momentum ? (maxMomentum, baseMomentum) : (baseLr, maxLr);
        Schedule curve = Resumed(new PeerTriangle(written, bottom, peak, stepSizeUp, stepSizeDown ?? stepSizeUp, factor, ofCycle), lastEpoch);
        return new TorchScheduler(written, curve, (_, epoch) => curve.Value(epoch)) { Lambda = scaleFn };
    }

    /// <summary>A scheduler that depends on the step alone goes on where it stopped, whatever the rate is.</summary>
    private static Schedule Resumed(Schedule curve, long lastEpoch) => lastEpoch switch
    {
        -1 => curve,
        >= 0 => curve.Skip(lastEpoch + 1),
        _ => throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"last_epoch is −1 for a fresh start or the last epoch done, not {lastEpoch}."),
    };
}
