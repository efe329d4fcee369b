using System.Runtime.CompilerServices;

namespace Anneal.Schedules;

/// <summary>The checks every factory shares: each message says what is wrong, with which value, and what to do.</summary>
internal static class Guard
{
    /// <summary>The largest step count: above 2^53 a double no longer tells neighbouring steps apart.</summary>
    public const long MaxSteps = 1L << 53;

    public static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be a finite number of at least 0, not {value}."));

    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be a finite number above 0, not {value}."));

    public static double Finite(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be a finite number, not {value}."));

    public static double Fraction(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is >= 0 and <= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a share of the whole, between 0 and 1, not {value}."));

    public static long Steps(long value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is >= 0 and <= MaxSteps
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number of steps between 0 and 2^53, not {value}."));

    public static long PositiveSteps(long value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is > 0 and <= MaxSteps
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a number of steps between 1 and 2^53, not {value}."));

    public static double Position(double value, [CallerArgumentExpression(nameof(value))] string name = "")
        => value is >= 0 and <= MaxSteps
            ? value
            : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is a position between 0 and 2^53 steps, not {value}."));

    /// <summary>The length of a piece that something else comes after; endless pieces are refused.</summary>
    public static long Ended(Schedule schedule, string action, [CallerArgumentExpression(nameof(schedule))] string name = "")
        => schedule.Length
            ?? throw new ArgumentException($"An endless schedule cannot be {action}; cut it first with For(steps): {schedule}", name);

    public static Values<long> Ascending(IReadOnlyList<long> steps, bool repeats, string name)
    {
        ArgumentNullException.ThrowIfNull(steps, name);
        for (int i = 0; i < steps.Count; i++)
        {
            Steps(steps[i], name);
            if (i > 0 && (repeats ? steps[i] < steps[i - 1] : steps[i] <= steps[i - 1]))
                throw new ArgumentException($"{name} must ascend, but {steps[i]} comes after {steps[i - 1]}. Sort it.", name);
        }

        return new Values<long>(steps);
    }
}
