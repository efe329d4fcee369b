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
        long change = subject.Total - subject.Horizon!.Value;
        Schedule last = schedule is Sequence sequence ? sequence.Pieces[sequence.Pieces.Count - 1] : schedule;
        // A peer's scheduler keeps its own arguments for its length.
        if (schedule.Form is Call { Dialect: not null })
            return $"plan it for {subject.Total} steps";
        if (Over(last) is not long over || over + change <= 0)
            return schedule.Length is null ? $"shorten it to {subject.Total} steps" : $"append .stretchTo({subject.Total})";
        return last == schedule
            ? $"use over: {subject.Total}"
            : $"{(schedule.Length is null ? "" : $"append .stretchTo({subject.Total}), or ")}use over: {over + change} in {last}";
    }

    private static long? Over(Schedule schedule)
        => schedule.Form is { Receiver: null, IsOperator: false } call
            && call.Arguments.FirstOrDefault(argument => argument.Name == "over")?.Value is Number { Unit: null } number ? (long)number.Value : null;
}
