using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>How the peaks of a cyclical tracker go on.</summary>
    public enum CyclicalMode
    {
        /// <summary>All as high as the first.</summary>
        Triangular,

        /// <summary>Each half as high as the one before.</summary>
        Triangular2,

        /// <summary>Lower by gamma with each update.</summary>
        ExpRange,
    }

    /// <summary>Triangles between two values for ever.</summary>
    /// <param name="baseValue">Value at the bottom, above 0; default 0.001.</param>
    /// <param name="maxValue">Value at the first peak, at least <paramref name="baseValue"/>; default 0.006.</param>
    /// <param name="stepSizeUp">Updates from bottom to peak, at least 1; default 2000.</param>
    /// <param name="stepSizeDown">Updates from peak to bottom; default 0, as many as up.</param>
    /// <param name="mode">How the peaks go on; default all the same.</param>
    /// <param name="gamma">Of <see cref="CyclicalMode.ExpRange"/> alone: height per update, 0 to 1; default 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or gamma is given to a mode that has none.</exception>
    /// <remarks>
    /// DJL: <c>Tracker.cyclical</c>. Gamma counts the updates from the start, not from the start of a cycle, as in PyTorch's <c>CyclicLR</c>. Its single
    /// precision loses digits with every cycle; <see cref="Schedule.Cyclic"/> does not.
    /// </remarks>
    [Catalogue("base + (max − base)·triangle(t)·scale", "djl:CyclicalTracker(baseValue=0.01, maxValue=0.3, stepSizeUp=4, mode=triangular2)")]
    public static Schedule CyclicalTracker(
        double baseValue = 0.001, double maxValue = 0.006, long stepSizeUp = 2000, long stepSizeDown = 0,
        CyclicalMode mode = CyclicalMode.Triangular, double gamma = 1)
    {
        if (!(Guard.Positive(baseValue) <= Guard.Positive(maxValue)))
            throw new ArgumentException(FormattableString.Invariant($"maxValue must be at least baseValue, but {maxValue} is below {baseValue}. Exchange them."), nameof(maxValue));
        if (Guard.Fraction(gamma) != 1 && mode != CyclicalMode.ExpRange)
            throw new ArgumentException("gamma belongs to the mode EXP_RANGE: choose it, or leave gamma out.", nameof(gamma));
        if (!Enum.IsDefined(mode))
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "mode is TRIANGULAR, TRIANGULAR2 or EXP_RANGE.");
        return new SingleTriangles(baseValue, maxValue, Guard.PositiveSteps(stepSizeUp), Guard.Steps(stepSizeDown), mode, gamma);
    }

    /// <summary>DJL's triangles, rounding by rounding.</summary>
    private sealed record SingleTriangles(double BaseValue, double MaxValue, long Up, long Down, CyclicalMode Mode, double Gamma) : Schedule
    {
        private readonly long _total = Up + (Down == 0 ? Up : Down);

        internal override Call Form
            => new Call(nameof(CyclicalTracker)) { Dialect = "djl" }
                .With("baseValue", BaseValue).With("maxValue", MaxValue).With("stepSizeUp", Up).Unless("stepSizeDown", Down, 0)
                .Unless("mode", Mode, CyclicalMode.Triangular).Unless("gamma", Gamma, 1);

        internal override double Value(long step) => Value((double)step);

        internal override double Value(double step)
        {
            float position = 1 + ((float)step / _total);
            double cycle = Math.Floor(position);
            float x = position - (float)cycle;
            float ratio = (float)Up / _total;
            float scale = x < ratio ? x / ratio : (x - 1) / (ratio - 1);
            float height = ((float)MaxValue - (float)BaseValue) * scale;
            return (float)BaseValue + (height * Shrunk(cycle, step));
        }

        private float Shrunk(double cycle, double step) => Mode switch
        {
            CyclicalMode.Triangular2 => (float)(1 / Math.Pow(2, cycle - 1)),
            CyclicalMode.ExpRange => (float)Math.Pow((float)Gamma, step),
            _ => 1,
        };
    }
}
