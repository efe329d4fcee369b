using Anneal.Controllers;

namespace Anneal.Cli.Storage;

/// <summary>The order that runs are listed in.</summary>
internal static class RunOrder
{
    /// <summary>By a field: the best first for what decides, else the largest number or the first word; runs without it come last. The newest first where no field is named.</summary>
    public static IReadOnlyList<StoredRun> By(string? name, IReadOnlyList<StoredRun> runs)
    {
        if (name is null)
            return [.. runs.Reverse()];
        RunField field = RunField.Find(name, runs);
        if (field.Text is { } text)
            return [.. runs.OrderBy(run => text(run).First(), StringComparer.OrdinalIgnoreCase).ThenByDescending(run => run.Number)];
        return [.. runs.OrderBy(run => Place(run, field) is double place && double.IsFinite(place) ? place : double.PositiveInfinity).ThenByDescending(run => run.Number)];
    }

    private static double Place(StoredRun run, RunField field)
    {
        double value = field.Number!(run);
        bool lowest = field.Name is "best" or "last" ? run.About.Direction is Direction.Minimize
            : field.Name == run.About.Metric ? run.About.Direction is Direction.Minimize
            : field.Name.EndsWith("loss", StringComparison.Ordinal);
        return lowest ? value : -value;
    }
}
