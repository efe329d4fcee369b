namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule with a linear ramp in front, which climbs to its first value.</summary>
    /// <param name="over">Steps of warm-up, at least 0.</param>
    /// <param name="from">
    /// Value of the very first step. Default: first value / (over + 1), so that no step is wasted at rate 0 and the peak is not used twice.
    /// </param>
    /// <remarks>
    /// Goyal et al. 2017. Puts the ramp in front and shifts the rest, as DJL's <c>warmUp</c>, timm's <c>warmup_prefix</c> and PaddleOCR do; to lay a
    /// ramp over a schedule that keeps its own time, multiply: <c>Schedule.Linear(0, 1, over: n) * decay</c>.
    /// </remarks>
    [Catalogue("a line up to the first value, then the schedule", "cosine(0.3, 0.01, over: 15).warmedUp(5)")]
    public Schedule WarmedUp(long over, double? from = null)
    {
        double peak = Value(0);
        return Linear(from ?? peak / (Guard.Steps(over) + 1.0), peak, over).Then(this);
    }
}
