using System.Runtime.CompilerServices;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>The ranges of hyper-parameters: checked when a rule is made and again at every step, because a schedule may leave its range later.</summary>
internal static class Hyper
{
    private static readonly Schedule _zero = 0;

    /// <summary>Whether a hyper-parameter is 0 for good, so that nothing need be remembered for it.</summary>
    public static bool IsZero(Schedule value) => value == _zero;

    /// <summary>βᵗ; where that is below the smallest double it is 0, without the long way on which the system's power finds it out.</summary>
    public static double Power(double beta, double step) => step * (1 - beta) > 750 ? 0 : Math.Pow(beta, step);

    public static Schedule NonNegative(Schedule value, [CallerMemberName] string name = "") => First(value, name, x => NonNegative(x, name));

    public static Schedule Positive(Schedule value, [CallerMemberName] string name = "") => First(value, name, x => Positive(x, name));

    public static Schedule Fraction(Schedule value, [CallerMemberName] string name = "") => First(value, name, x => Fraction(x, name));

    public static double NonNegative(double value, [CallerMemberName] string name = "")
        => value >= 0 && double.IsFinite(value) ? value : throw Wrong(name, value, "a finite number of at least 0");

    public static double Positive(double value, [CallerMemberName] string name = "")
        => value > 0 && double.IsFinite(value) ? value : throw Wrong(name, value, "a finite number above 0");

    public static double Finite(double value, [CallerMemberName] string name = "")
        => double.IsFinite(value) ? value : throw Wrong(name, value, "a finite number");

    /// <summary>At least 0 and below 1, as the share of the past in an average must be.</summary>
    public static double Fraction(double value, [CallerMemberName] string name = "")
        => value is >= 0 and < 1 ? value : throw Wrong(name, value, "at least 0 and below 1");

    /// <summary>From 0 to 1, both included, as a mixing ratio must be.</summary>
    public static double Ratio(double value, [CallerMemberName] string name = "")
        => value is >= 0 and <= 1 ? value : throw Wrong(name, value, "from 0 to 1");

    public static double AtLeast(double least, double value, [CallerMemberName] string name = "")
        => value >= least ? value : throw Wrong(name, value, FormattableString.Invariant($"at least {least}"));

    public static int AtLeast(int least, int value, [CallerMemberName] string name = "")
        => value >= least ? value : throw Wrong(name, value, FormattableString.Invariant($"at least {least}"));

    public static long AtLeast(long least, long value, [CallerMemberName] string name = "")
        => value >= least ? value : throw Wrong(name, value, FormattableString.Invariant($"at least {least}"));

    public static TEnum Defined<TEnum>(TEnum value, [CallerMemberName] string name = "")
        where TEnum : struct, Enum
        => Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is one of {string.Join(", ", Enum.GetNames<TEnum>())}, not {value}.");

    private static Schedule First(Schedule value, string name, Func<double, double> check)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        check(value.At(0L));
        return value;
    }

    private static ArgumentOutOfRangeException Wrong(string name, double value, string range)
        => new(name, value, FormattableString.Invariant($"{name} must be {range}, not {value}."));
}
