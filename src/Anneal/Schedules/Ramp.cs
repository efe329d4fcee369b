using Anneal.Schedules.Text;

namespace Anneal.Schedules;

/// <summary>From one value to another over a number of steps: exact at both ends, never outside them, holding the last.</summary>
internal abstract record Ramp(double From, double To, long Over) : Schedule
{
    private readonly double _low = Math.Min(From, To);
    private readonly double _high = Math.Max(From, To);

    public sealed override long? Length => Over;

    internal sealed override double Value(long step)
        => step >= Over ? To : step == 0 ? From : Between(step);

    internal sealed override double Value(double step)
        => step >= Over ? To : step == 0 ? From : Between(step);

    /// <summary>The share of the way that is still ahead at a position inside (0, Over): 1 at the start, 0 at the end.</summary>
    private protected abstract double Remaining(double step);

    // Measured from the end: a straight ramp to zero keeps full relative precision down to its last step.
    private double Between(double step) => Math.Clamp(To + ((From - To) * Remaining(step)), _low, _high);

    private protected Call Named(string name) => new Call(name).With("from", From).With("to", To).With("over", Over);
}
