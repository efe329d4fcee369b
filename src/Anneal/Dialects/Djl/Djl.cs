using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>The trackers of Deep Java Library (0.37) under their own names: <c>At(t)</c> is what <c>getNewValue(t)</c> gives there.</summary>
/// <remarks>
/// <para>
/// DJL counts updates from 1 and never asks for 0: its first update uses <c>At(1)</c>. To train with the rates that DJL trains with, leave out step
/// 0: <c>Djl.FactorTracker(2, 0.9).Skip(1)</c>. Updates are batches there, not epochs; <see cref="Schedule.PerEpoch"/> makes them epochs.
/// </para>
/// <para>
/// It computes in single precision. Where that shows beyond its own rounding (cosine, cyclical, an endless line) so do we; the others are our own
/// schedules, in double precision.
/// </para>
/// </remarks>
[Dialect("djl", "Deep Java Library")]
public static partial class Djl
{
    /// <summary>The same value at every update.</summary>
    /// <param name="value">At least 0.</param>
    /// <remarks>DJL: <c>Tracker.fixed</c>.</remarks>
    [Catalogue("value", "djl:FixedTracker(value=0.3)")]
    public static Schedule FixedTracker(double value) => Schedule.Constant(value);

    private static ArgumentException OnlyOne(string given, string other)
        => new($"{given} and {other} both say where the tracker stops: give one of them.", given);

    // Java's Math.round: halves go up, also below zero.
    private static long Round(double value) => (long)Math.Floor(value + 0.5);
}
