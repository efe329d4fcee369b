using Anneal.Controllers;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;

namespace Anneal.Training.Checkpoints;

/// <summary>The trainer's settings, as text: they are not restored, but must be the same.</summary>
internal static class SettingsPart
{
    private const string Prefix = "setting.";

    public static void Save(CheckpointContents contents, Trainer trainer) => contents.Add(Prefix, Of(trainer));

    public static Action Prepare(CheckpointContents contents, Trainer trainer, ScheduleChange change)
    {
        SortedDictionary<string, string> before = contents.NotesOf(Prefix), now = Of(trainer);
        string[] differing = [.. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal).Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name))];
        bool metrics = differing.Contains(nameof(Trainer.Metrics)) && contents.Wholes("position", 3)[1] > 0;
        if (differing.Length > 0 && (metrics || change is not ScheduleChange.Take))
        {
            throw new ArgumentException($"The trainer is not set as it was when the checkpoint was written: {string.Join("; ", differing.Select(name => $"{name} was {before.GetValueOrDefault(name, "not there")} and is {now.GetValueOrDefault(name, "not there")}"))}. "
                + (metrics ? "Within an epoch the metrics cannot change: set them back." : $"Set it back, or say {nameof(ScheduleChange)}.{nameof(ScheduleChange.Take)} to go on with what it is now."));
        }

        return () => { };
    }

    private static SortedDictionary<string, string> Of(Trainer trainer) => new(StringComparer.Ordinal)
    {
        [nameof(Trainer.AccumulateOver)] = Text($"{trainer.AccumulateOver}"),
        [nameof(Trainer.ClipNorm)] = trainer.ClipNorm is double norm ? Text($"{norm:R}") : "none",
        [nameof(Trainer.ClipValue)] = trainer.ClipValue is double value ? Text($"{value:R}") : "none",
        [nameof(Trainer.Metrics)] = trainer.Metrics.Count == 0 ? "none" : string.Join(", ", trainer.Metrics.Select(metric => metric.Name)),
        [nameof(Trainer.Plateau)] = Of(trainer.Plateau),
        [nameof(Trainer.PlateauMetric)] = trainer.PlateauMetric ?? "the usual one",
        [nameof(Trainer.EarlyStopping)] = Of(trainer.EarlyStopping),
        [nameof(Trainer.Average)] = Of(trainer.Average),
        [nameof(Trainer.RefreshBatchNorms)] = Text($"{trainer.RefreshBatchNorms}"),
        [nameof(Optimizer.Guard)] = Of(trainer.Optimizer.Guard),
    };

    private static string Of(ReduceOnPlateau? plateau) => plateau is null ? "none"
        : Text($"{plateau.Direction}, Factor {plateau.Factor:R}, Patience {plateau.Patience}, Threshold {plateau.Threshold:R} {plateau.Margin}, Cooldown {plateau.Cooldown}, MinimumScale {plateau.MinimumScale:R}");

    private static string Of(EarlyStopping? stopping) => stopping is null ? "none"
        : Text($"on {stopping.Metric}, Patience {stopping.Patience}, MinimumDelta {stopping.MinimumDelta:R}, Direction {stopping.Direction?.ToString() ?? "the metric's"}, RestoreBest {stopping.RestoreBest}");

    private static string Of(Average? average) => average is null ? "none"
        : Text($"{average.GetType().Name}{(average is ExponentialAverage forgetting ? $", Decay {forgetting.Decay}, WarmUp {forgetting.WarmUp}" : "")}, From {average.From}, Every {average.Every}, UseBuffers {average.UseBuffers}");

    private static string Of(StepGuard? guard) => guard is null ? "none"
        : Text($"OnNonFinite {guard.OnNonFinite}, OnExplosion {guard.OnExplosion}, Factor {guard.Factor:R}, WarmUp {guard.WarmUp}, Window {guard.Window}, SnapshotEvery {guard.SnapshotEvery}, MostInARow {guard.MostInARow}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
