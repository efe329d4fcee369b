using Anneal.Charts;
using Anneal.Schedules;

namespace Anneal.Cli.Outputs;

/// <summary>A labelled schedule over the steps of a run, as charts and tables need it.</summary>
internal sealed record Curve(string Label, Schedule Schedule)
{
    /// <summary>The value at a step; NaN where a schedule with a hard end has none.</summary>
    public double At(long step)
    {
        if (step >= _refusedFrom)
            return double.NaN;
        try
        {
            return Schedule.At(step);
        }
        catch (ArgumentOutOfRangeException)
        {
            _refusedFrom = step;
            return double.NaN;
        }
    }

    private double Between(double step) => Math.Ceiling(step) >= _refusedFrom || double.IsNaN(At((long)Math.Ceiling(step))) ? double.NaN : Schedule.At(step);

    // One refusal is enough to know: exceptions by the thousand would be slow.
    private long _refusedFrom = long.MaxValue;

    /// <summary>The curve as a line of a chart: of many steps, the first, lowest, highest and last in each of so many stretches.</summary>
    public Series Line(long steps, int stretches, bool onRight = false)
    {
        List<double> x = [];
        List<double> y = [];
        long stretch = Math.Max(1, (steps + stretches - 1) / stretches);
        if (stretch < 4)
        {
            // Few steps are asked between each other too, so that stairs stand upright and curves are smooth.
            long parts = Math.Clamp(stretches / steps, 1, 16);
            for (long part = 0; part <= (steps - 1) * parts; part++)
                Add((double)part / parts, part % parts == 0 ? At(part / parts) : Between((double)part / parts));
            return Series();
        }

        for (long first = 0; first < steps; first += stretch)
        {
            long end = Math.Min(first + stretch, steps);
            (long low, long high) = (first, first);
            (double lowest, double highest) = (At(first), At(first));
            Add(first, lowest);
            for (long step = first + 1; step < end - 1; step++)
            {
                double value = At(step);
                if (value < lowest)
                    (low, lowest) = (step, value);
                if (value > highest)
                    (high, highest) = (step, value);
            }

            if (Math.Min(low, high) > first)
                Add(Math.Min(low, high), low < high ? lowest : highest);
            if (low != high && Math.Max(low, high) > first)
                Add(Math.Max(low, high), low < high ? highest : lowest);
            if (end - 1 > first)
                Add(end - 1, At(end - 1));
        }

        return Series();

        void Add(double step, double value)
        {
            x.Add(step);
            y.Add(value);
        }

        Series Series() => new(Label, x, y) { OnRight = onRight };
    }
}
