using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>A schedule drawn by chance, with its meaning written the plain way and the bounds that follow from its parts.</summary>
internal sealed record Drawn(Schedule Schedule, Func<double, double> Meaning, double Low, double High)
{
    /// <summary>Steps that show all of it and some of what comes after.</summary>
    public long Horizon => Math.Min(Schedule.Length ?? 40, 400) + 5;

    public override string ToString() => Schedule.ToString();
}
