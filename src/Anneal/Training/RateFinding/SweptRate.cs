using Anneal.Schedules;

namespace Anneal.Training.RateFinding;

/// <summary>The rate that is tried at the moment, as a schedule: whatever was made with it follows.</summary>
internal sealed class SweptRate
{
    public SweptRate() => Schedule = Schedule.Function(_ => Now, "swept");

    public double Now { get; set; }

    public Schedule Schedule { get; }
}
