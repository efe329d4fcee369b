using Anneal.Cli.Plans;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Training.Metrics;

namespace Anneal.Cli.Experiments;

/// <summary>A table of the user's own, learned by a perceptron.</summary>
internal sealed class TableExperiment : Experiment
{
    public override string Name => "table";

    public override string Summary => "a CSV file of your own (--data FILE --target COLUMN) by a perceptron with hidden layers of 64 and 32";

    public override int Place => 6;

    public override int Epochs => 50;

    public override int Batch => 32;

    public override string Optimizer => "adamW(weightDecay: 0.01)";

    public override IReadOnlyList<string> Schedules =>
    [
        "constant = constant(0.003)",
        "cosine = cosine(0.003, 0, over: rest)",
        "warm-up + cosine = cosine(0.003, 0, over: rest).warmedUp(5%)",
        "one-cycle = oneCycle(0.01, over: rest)",
    ];

    public override IReadOnlyList<Metric> MetricsFor(ExperimentData data)
        => data.Training.Classes > 0 ? [new Accuracy()] : [new RSquared(), new AbsoluteError()];

    public override ExperimentData Load(DataSource source)
    {
        if (source.Path is not string path)
            throw new UserError("Which table? Name the file: anneal compare table --data FILE.csv --target COLUMN.");
        DataPlan plan = source.Plan;
        CsvTable table = CsvTable.Read(path, new CsvOptions
        {
            Target = source.Plan.Target ?? throw new UserError($"Which column of '{path}' is to be predicted? Name it: --target COLUMN."),
            StandardizeTarget = true,
            Classification = plan.Classification,
            Ignored = plan.Ignored ?? [],
            Categorical = plan.Categorical ?? [],
            Separator = plan.Separator is null ? null : plan.Separator.Length == 1 ? plan.Separator[0] : throw new UserError($"One character separates two fields, not '{plan.Separator}'."),
            ValidationShare = plan.ValidationShare ?? 0.2,
        });
        string kind = table.Training.Classes > 0 ? $"one of {table.Training.Classes} classes" : "a number, standardised";
        return new(table.Training, table.Validation, FormattableString.Invariant($"{Path.GetFileName(path)}, {table.Training.Count} rows to learn from and {table.Validation.Count} to judge by, '{table.Target.Name}' ({kind}) from {table.InputNames.Count} inputs"));
    }

    public override Module Network(ExperimentData data)
        => new MultilayerPerceptron(data.Training.InputShape.FlattenedLength, 64, 32, data.Training.Classes > 0 ? data.Training.Classes : data.Training.TargetShape.FlattenedLength);
}
