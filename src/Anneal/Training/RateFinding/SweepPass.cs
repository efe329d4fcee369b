using Anneal.Data;
using Anneal.Optimizers;
using Anneal.Parameters;

namespace Anneal.Training.RateFinding;

/// <summary>One sweep over a trainer, which is left as it was.</summary>
internal sealed class SweepPass(Trainer trainer, BatchLoader training, RateSweep sweep, SweptRate rate, double? guess)
{
    private readonly List<double> _rates = [];
    private readonly List<double> _losses = [];

    /// <summary>The groups that get another rule meanwhile.</summary>
    public IReadOnlyList<(ParameterGroup Group, UpdateRule Rule)> Follow { get; init; } = [];

    /// <summary>Tries the rates, and puts everything back.</summary>
    /// <param name="seed">What the curve is called.</param>
    /// <param name="skipped">Epochs passed over, for an order of its own.</param>
    /// <param name="progress">Hears of each rate.</param>
    /// <param name="cancellation">Ends the sweep; everything is put back then, too.</param>
    public RateCurve Run(int seed, int skipped, IProgress<RateProgress>? progress, CancellationToken cancellation)
    {
        using SetAside before = new(trainer);
        // What the guard would keep from happening is what is looked for; what a controller has taken from the rate is none of the sweep's.
        (trainer.Optimizer.Guard, trainer.Optimizer.RateScale) = (null, 1);
        foreach ((ParameterGroup group, UpdateRule rule) in Follow)
            group.Rule = rule;
        // Rows of the last step, written by a listener that does not hear of these, are no gradients of theirs.
        foreach (Parameter parameter in trainer.Network.Parameters)
            parameter.SparseGradient = null;
        Trainer trial = new(trainer.Network, trainer.Optimizer)
        {
            Loss = trainer.Loss,
            AccumulateOver = trainer.AccumulateOver,
            ClipNorm = trainer.ClipNorm,
            ClipValue = trainer.ClipValue,
            Threads = trainer.Threads,
            Time = trainer.Time,
        };
        trial.MoveTo(new TrainingPosition(trainer.Position.Epoch + skipped, trainer.Position.Batch));
        SweepEnd end = Walk(trial, seed, progress, cancellation, out double start);
        return new RateCurve(seed, sweep, _rates, _losses, start, end, before.Moved, guess);
    }

    // What a rate does shows in the loss after its update: of n updates at a rate, the losses from the second one's to that of the update behind.
    private SweepEnd Walk(Trainer trial, int seed, IProgress<RateProgress>? progress, CancellationToken cancellation, out double start)
    {
        int each = sweep.UpdatesOf((training.BatchesPerEpoch + trial.AccumulateOver - 1) / trial.AccumulateOver);
        SweepStop stop = new(sweep);
        start = double.NaN;
        double sum = 0;
        long made = 0;
        rate.Now = sweep.RateAt(0);
        try
        {
            foreach (StepReport step in trial.Run(training, int.MaxValue, cancellation: cancellation))
            {
                if (made == 0)
                {
                    if (!double.IsFinite(step.Loss))
                        throw new ArithmeticException(FormattableString.Invariant($"The loss is {step.Loss} before any update: no rate mends that. Look at the data and at the start of the network."));
                    start = step.Loss;
                }
                else
                {
                    sum += step.Loss;
                }

                // The update at the next rate has to be decided before it is made, and is: the report of this one comes first.
                bool whole = made > 0 && made % each == 0;
                if (whole || !double.IsFinite(step.Loss))
                {
                    double loss = double.IsFinite(step.Loss) ? sum / each : step.Loss;
                    if (Add(loss, seed, progress, stop) is SweepEnd end)
                        return end;
                    sum = 0;
                }

                made++;
                rate.Now = sweep.RateAt((int)Math.Min(sweep.Steps - 1, made / each));
            }
        }
        catch (ArithmeticException) when (made > 0)
        {
            // Gradients that are no numbers, before the loss is none.
            return Add(double.NaN, seed, progress, stop) ?? SweepEnd.NotFinite;
        }

        return SweepEnd.Finished;
    }

    private SweepEnd? Add(double loss, int seed, IProgress<RateProgress>? progress, SweepStop stop)
    {
        _rates.Add(sweep.RateAt(_rates.Count));
        _losses.Add(loss);
        progress?.Report(new(seed, _rates.Count, sweep.Steps, _rates[^1], loss));
        return !double.IsFinite(loss) ? SweepEnd.NotFinite
            : stop.IsOver(loss) ? SweepEnd.Diverged
            : _rates.Count == sweep.Steps ? SweepEnd.Finished
            : null;
    }
}
