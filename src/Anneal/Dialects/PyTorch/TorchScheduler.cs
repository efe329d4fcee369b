using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>
/// One of PyTorch's schedulers: the curve it follows when it has the rate to itself, and the step by which it changes a rate that others change too.
/// </summary>
/// <param name="Written">The call it was built by.</param>
/// <param name="Curve">The rates in our own terms.</param>
/// <param name="Next">PyTorch's recursion: the rate after <c>step()</c> from the rate before and the epoch then reached.</param>
internal sealed record TorchScheduler(Call Written, Schedule Curve, Func<double, long, double> Next) : Schedule
{
    public override long? Length => Curve.Length;

    /// <summary>The optimizer's rate it was built for; null when it brings its own.</summary>
    public double? BaseRate { get; init; }

    /// <summary>Whether each step multiplies by a number that depends on the epoch alone, so that a chain is a product of curves.</summary>
    public bool IsFactor { get; init; }

    /// <summary>Whether a sequence starts it from its own first rate (true), or it goes on from the rate it finds.</summary>
    public bool StartsAfresh { get; init; } = true;

    /// <summary>PyTorch's answer to <c>step(epoch)</c> with a fraction, where it differs from the curve's.</summary>
    public Func<double, double>? Fractional { get; init; }

    /// <summary>The user's function, which the text form only names.</summary>
    public Delegate? Lambda { get; init; }

    /// <summary>The schedulers that a chain or a sequence is made of.</summary>
    public Values<Schedule>? Members { get; init; }

    internal override Call Form => Written;

    internal override IReadOnlyList<Schedule> Parts => [Curve];

    public bool Equals(TorchScheduler? other) => other is not null && Equals(Lambda, other.Lambda) && Equals(Members, other.Members) && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Curve, step, $"PyTorch's {Written.Name} in Anneal's terms");
    }

    internal override double Value(long step) => Curve.Value(step);

    internal override double Value(double step) => Fractional is null ? Curve.Value(step) : Fractional(step);

    /// <summary>
    /// The scheduler on an optimizer whose rate is <paramref name="lr"/> now: from the start, or resumed after <paramref name="lastEpoch"/>, when PyTorch
    /// takes its base from <c>initial_lr</c> and goes on by recursion from the rate it finds.
    /// </summary>
    public static Schedule Attach(double lr, long lastEpoch, double? initialLr, Func<double, TorchScheduler> build, bool firstStepIsClosed = false)
    {
        if (lastEpoch < -1)
            throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, $"last_epoch is −1 for a fresh start or the last epoch done, not {lastEpoch}.");
        if (lastEpoch >= 0 && initialLr is null)
            throw new ArgumentException("A resumed scheduler needs the rate the run started from: give initial_lr, as PyTorch keeps it in each parameter group.", nameof(initialLr));
        TorchScheduler scheduler = build(initialLr ?? lr);
        if (lastEpoch == -1 && initialLr is null)
            return scheduler;
        long resumed = lastEpoch + 1;
        double first = firstStepIsClosed && resumed > 0 ? scheduler.Curve.Value(resumed) : scheduler.Next(Guard.Rate(lr), resumed);
        // The base stands in the call as initial_lr, the rate found as lr.
        Call written = scheduler.Written with
        {
            Arguments = [.. scheduler.Written.Arguments.Select(argument => argument.Name == "lr" ? new Argument("lr", Node.Of(lr)) : argument)],
        };
        written = written.Unless("last_epoch", lastEpoch, -1).With("initial_lr", initialLr);
        Func<double, long, double> next = (rate, t) => scheduler.Next(rate, resumed + t);
        return scheduler with { Written = written, Curve = new Recurrence(written, first, next), Next = next, IsFactor = false, Fractional = null };
    }

    /// <summary>A call of this dialect.</summary>
    public static Call Calling(string name) => new(name) { Dialect = "pytorch" };
}
