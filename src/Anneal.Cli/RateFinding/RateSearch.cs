using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Data;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>Looks for a rate on the network, data and optimizer of a plan.</summary>
internal sealed class RateSearch
{
    private const int SmallEpoch = 20;

    private readonly Schedule? _others;

    /// <param name="plan">Its schedules, but for those of groups, are not followed: the sweep is.</param>
    /// <param name="progress">Hears of downloads.</param>
    /// <param name="others">What the other groups follow while one is swept; null where all are.</param>
    public RateSearch(Plan plan, TextWriter progress, string? others = null)
    {
        Plan = plan;
        (Experiment experiment, ExperimentData data) = PlannedExperiment.Load(plan, progress);
        Setup = new(experiment, data, plan.Epochs, plan.Batch, plan.Optimizer, plan.Metrics, plan.Options);
        _others = others is null ? null : Schedule.Parse(others, Setup.Length);
    }

    public Plan Plan { get; }

    public Setup Setup { get; }

    /// <summary>Updates at each rate: as many whole epochs as half a run has for them, where an epoch is small; else null, the usual ones.</summary>
    /// <remarks>A network that has to cross a plateau shows nothing in a hundred epochs that a run gives thousands.</remarks>
    public int? UpdatesFor(int steps)
    {
        long epoch = Setup.Length.StepsPerEpoch!.Value;
        return epoch <= SmallEpoch ? (int)(epoch * Math.Max(1, Setup.Length.Total / (2 * steps * epoch))) : null;
    }

    /// <summary>The groups of the network's parameters.</summary>
    public IReadOnlyList<string> Groups => [.. Setup.Trainer(Setup.Rule(1), Plan.FirstSeed).Optimizer.Groups.Where(group => group.Parameters.Count > 0).Select(group => group.Name)];

    /// <summary>Sweeps, several seeds at a time.</summary>
    public Training.RateFinding.RateFinding Run(RateSweep sweep, int threads, IProgress<RateProgress>? progress, CancellationToken cancellation)
    {
        sweep = sweep with { UpdatesPerRate = sweep.UpdatesPerRate ?? UpdatesFor(sweep.Steps) };
        int atATime = Math.Min(threads, sweep.Seeds), each = Math.Max(1, threads / atATime);
        return RateFinder.Find(Fresh, sweep, atATime, progress, cancellation);

        (Trainer, BatchLoader) Fresh(int seed, Schedule rate)
            => (Setup.Trainer(Setup.Rule(sweep.Group is null ? rate : _others ?? throw new InvalidOperationException("The other groups have no schedule to follow.")), seed, each), Setup.TrainingBatches(seed, prefetch: each > 1 ? 2 : 0));
    }
}
