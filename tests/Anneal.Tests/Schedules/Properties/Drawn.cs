using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>A schedule drawn by chance, with its meaning written the plain way and the bounds that follow from its parts.</summary>
internal sealed record Drawn(Schedule Schedule, Func<double, double> Meaning, double Low, double High)
{
    /// <summary>The largest number that was rounded on the way, which a later bound may have cut off.</summary>
    public double Magnitude { get; private init; } = Math.Max(Math.Abs(Low), Math.Abs(High));

    /// <summary>The same, composed of others.</summary>
    public Drawn Of(params ReadOnlySpan<Drawn> parts)
    {
        double magnitude = Magnitude;
        foreach (Drawn part in parts)
            magnitude = Math.Max(magnitude, part.Magnitude);
        return this with { Magnitude = magnitude };
    }

    /// <summary>Steps that show all of it and some of what comes after.</summary>
    public long Horizon => Math.Min(Schedule.Length ?? 40, 400) + 5;

    public override string ToString() => Schedule.ToString();
}
