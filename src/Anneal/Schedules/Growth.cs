namespace Anneal.Schedules;

/// <summary>A value multiplied by a factor again and again.</summary>
internal static class Growth
{
    /// <summary>value·factor^times; nothing grows out of zero, not even where the power is beyond all numbers.</summary>
    public static double Of(double value, double factor, double times) => value == 0 ? 0 : value * Math.Pow(factor, times);
}
