using Anneal.Schedules.Text;

namespace Anneal.Schedules.Lint;

/// <summary>Phrases that several remedies share.</summary>
internal static class Wording
{
    public static string Count(long steps) => steps == 1 ? "1 step" : $"{steps} steps";

    /// <summary>How to make the schedule end where the run ends: the piece to change and its new length.</summary>
    public static string Fit(Subject subject)
    {
        Schedule schedule = subject.Schedule;
        long change = subject.Total - schedule.Length!.Value;
        Schedule last = schedule is Sequence sequence ? sequence.Pieces[sequence.Pieces.Count - 1] : schedule;
        if (Over(last) is long over && over + change > 0)
            return last == schedule ? $"use over: {subject.Total}" : $"use over: {over + change} in {last}";
        return $"append .stretchTo({subject.Total})";
    }

    private static long? Over(Schedule schedule)
        => schedule.Form is { Receiver: null, IsOperator: false } call
            && call.Arguments.FirstOrDefault(argument => argument.Name == "over")?.Value is Number { Unit: null } number ? (long)number.Value : null;
}
