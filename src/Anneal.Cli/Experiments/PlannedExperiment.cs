using Anneal.Cli.Plans;
using Anneal.Modules;
using Anneal.Schedules.Text;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>The experiment of a plan: with the plan's data and network where it names some.</summary>
internal static class PlannedExperiment
{
    /// <summary>Reads the data and chooses the network.</summary>
    public static (Experiment Experiment, ExperimentData Data) Load(Plan plan, TextWriter progress)
    {
        Experiment own = Experiment.Find(plan.Experiment);
        DataSource source = new(plan.Data, progress);
        ExperimentData data = plan.Data.Source is null ? own.Load(source)
            : DataSources.Names.Contains(plan.Data.Source) ? DataSources.Load(plan.Data.Source, source)
            : throw new UserError($"There is no data '{plan.Data.Source}'. {(Catalogue.Nearest(plan.Data.Source, DataSources.Names) is string near ? $"Did you mean '{near}'?" : $"Known: {string.Join(", ", DataSources.Names)}.")}");
        if (plan.Data.Limit is int limit)
            data = data with { Training = data.Training.Take(Math.Min(limit, data.Training.Count)), Validation = data.Validation.Take(Math.Min(limit, data.Validation.Count)), Origin = FormattableString.Invariant($"{data.Origin}, of both at most the first {limit}") };
        return (plan.Network is null ? own : new Changed(own, plan.Network), data);
    }

    /// <summary>An experiment with another network.</summary>
    private sealed class Changed(Experiment own, NetworkPlan network) : Experiment
    {
        public override string Name => own.Name;

        public override string Summary => $"{network.Type}{(network.Hidden is { Count: > 0 } hidden ? $" with hidden layers of {string.Join(", ", hidden)}" : "")}";

        public override int Place => own.Place;

        public override int Epochs => own.Epochs;

        public override int Batch => own.Batch;

        public override string Optimizer => own.Optimizer;

        public override IReadOnlyList<string> Schedules => own.Schedules;

        public override bool Shuffles => own.Shuffles;

        public override IReadOnlyList<Metric> MetricsFor(ExperimentData data) => own.MetricsFor(data);

        public override ExperimentData Load(DataSource source) => own.Load(source);

        public override Module Network(ExperimentData data) => Networks.Make(network, data);
    }
}
