using Anneal.Schedules;

namespace Anneal.Dialects;

/// <summary>Warm restarts at fractional epochs as PyTorch and Paddle find them: by a floored logarithm, which misses some.</summary>
internal static class RoundedRestarts
{
    /// <summary>The value at a position: that of the first cycle, of <paramref name="first"/> steps, at the place that the peers take it for.</summary>
    public static double Value(Schedule cycle, long first, long growth, double step)
    {
        if (step < first)
            return cycle.Value(step);
        if (growth == 1)
            return cycle.Value(step % first);
        double number = Math.Floor(Math.Log((step / first * (growth - 1)) + 1) / Math.Log(growth));
        double longer = Math.Pow(growth, number);
        return cycle.Value((step - (first * (longer - 1) / (growth - 1))) / longer);
    }
}
