namespace Anneal.Charts;

/// <summary>A range of numbers laid out from 0 to 1, evenly or by powers of ten, with its ticks.</summary>
public sealed class Axis
{
    // Below this relative width a range is one value plus rounding noise; spreading the noise over the chart would show what is not there.
    private const double Flat = 1e-12;

    private readonly double _low;
    private readonly double _high;

    private Axis(double min, double max, bool isLog, IReadOnlyList<Tick> ticks)
    {
        Min = min;
        Max = max;
        IsLog = isLog;
        Ticks = ticks;
        _low = Place(min);
        _high = Place(max);
    }

    /// <summary>Equal distances for equal differences; ticks are 1, 2 or 5 times a power of ten apart.</summary>
    /// <param name="min">The low end; finite.</param>
    /// <param name="max">The high end, at least <paramref name="min"/>; where both are the same value it stands in the middle of a range around it.</param>
    /// <param name="ticks">How many ticks suit the room there is; there are 3 to 10, as near to this as round numbers allow.</param>
    /// <param name="whole">True for a quantity that is counted: no tick stands between two whole numbers, even if fewer than 3 are left.</param>
    public static Axis Linear(double min, double max, int ticks = 6, bool whole = false)
    {
        CheckRange(min, max);
        if (max / 2 - min / 2 <= Math.Max(Flat * Math.Max(Math.Abs(min), Math.Abs(max)), 1e-300))
        {
            double middle = min / 2 + max / 2;
            double reach = middle == 0 || Math.Abs(middle) < 1e-290 ? 1 : Math.Abs(middle) / 2;
            (min, max) = (Finite(middle - reach), Finite(middle + reach));
        }

        return new Axis(min, max, false, TickChoice.Linear(min, max, ticks, whole));
    }

    /// <summary>Equal distances for equal ratios; ticks are powers of ten, with 2 and 5 between them where the range is short.</summary>
    /// <param name="min">The low end; positive.</param>
    /// <param name="max">The high end, at least <paramref name="min"/>; where both are the same value it stands in the middle of a range around it.</param>
    /// <param name="ticks">How many ticks suit the room there is; there are 3 to 10, as near to this as round numbers allow.</param>
    public static Axis Log(double min, double max, int ticks = 6)
    {
        CheckRange(min, max);
        if (min <= 0)
            throw new ArgumentOutOfRangeException(nameof(min), min, "A log axis starts above 0; drop the values that are not positive, or use a linear axis.");

        if (Math.Log10(max) - Math.Log10(min) <= Flat)
            (min, max) = (Math.Max(min / 4, double.Epsilon), Finite(max * 4));

        return new Axis(min, max, true, TickChoice.Log(min, max, ticks));
    }

    /// <summary>The axis on which every value that can be shown fits: finite, and on a log axis positive.</summary>
    /// <param name="values">The values to show; the others are passed over.</param>
    /// <param name="log">True for powers of ten.</param>
    /// <param name="padding">Room left beyond each end, as a part of the range.</param>
    /// <param name="ticks">How many ticks suit the room there is.</param>
    /// <param name="whole">True for a quantity that is counted.</param>
    /// <exception cref="ArgumentException">No value can be shown.</exception>
    public static Axis Fit(IEnumerable<double> values, bool log = false, double padding = 0, int ticks = 6, bool whole = false)
    {
        ArgumentNullException.ThrowIfNull(values);
        double min = double.PositiveInfinity;
        double max = double.NegativeInfinity;
        foreach (double value in values.Where(value => CanShow(value, log)))
        {
            min = Math.Min(min, value);
            max = Math.Max(max, value);
        }

        if (min > max)
        {
            throw new ArgumentException(log
                ? "No value is positive and finite, so a log axis has nothing to show; use a linear axis, or check what was recorded."
                : "No value is finite, so there is nothing to show; check what was recorded before the values became NaN or infinite.", nameof(values));
        }

        Axis bare = log ? Log(min, max, ticks) : Linear(min, max, ticks, whole);
        if (padding == 0 || min == max) return bare;
        double low = Finite(bare.At(-padding));
        double high = Finite(bare.At(1 + padding));
        return log ? Log(Math.Max(low, double.Epsilon), high, ticks) : Linear(low, high, ticks, whole);
    }

    /// <summary>The value at 0.</summary>
    public double Min { get; }

    /// <summary>The value at 1.</summary>
    public double Max { get; }

    /// <summary>True where equal distances are equal ratios.</summary>
    public bool IsLog { get; }

    /// <summary>Round values within the range, ascending, with their labels.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>True for a value that has a place on this axis, inside the range or beyond it.</summary>
    public bool Shows(double value) => CanShow(value, IsLog);

    /// <summary>Where a value stands: 0 at <see cref="Min"/>, 1 at <see cref="Max"/>.</summary>
    public double Fraction(double value) => (Place(value) - _low) / (_high - _low);

    /// <summary>The value that stands at a fraction of the way: the inverse of <see cref="Fraction"/>.</summary>
    public double At(double fraction)
    {
        double place = _low + fraction * (_high - _low);
        return IsLog ? Math.Pow(10, place) : place * 2;
    }

    // Halved, because the difference of two finite doubles can overflow.
    private double Place(double value) => IsLog ? Math.Log10(value) : value / 2;

    internal static bool CanShow(double value, bool log) => double.IsFinite(value) && (!log || value > 0);

    private static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);

    private static void CheckRange(double min, double max)
    {
        if (!double.IsFinite(min) || !double.IsFinite(max))
            throw new ArgumentOutOfRangeException(nameof(min), $"An axis has finite ends, not {min} and {max}; leave out the values that are not finite.");
        if (min > max)
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The high end of an axis is at least its low end, {min}; swap the two.");
    }
}
