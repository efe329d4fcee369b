using System.Globalization;
using System.Text;

namespace Anneal.Schedules;

/// <summary>Why a schedule has the value it has at a position: the parts in force there, and the reason for each, down to the curve itself.</summary>
/// <param name="Schedule">The schedule, as text.</param>
/// <param name="Position">Where in this schedule's own time, counted from its start.</param>
/// <param name="Length">Its length in steps; null: endless.</param>
/// <param name="Value">Its value there.</param>
/// <param name="Reason">Why this part is in force; empty for the schedule that was asked.</param>
/// <param name="Because">The parts it gets its value from; none for a curve.</param>
public sealed record Explanation(string Schedule, double Position, long? Length, double Value, string Reason, IReadOnlyList<Explanation> Because)
{
    /// <summary>The tree as indented text: which part is active, its own position, its value, and why.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        Write(text, 0);
        return text.ToString();
    }

    internal static Explanation Of(Schedule schedule, double position, string reason)
    {
        // A hard end has no value beyond it: that refusal is the explanation.
        // Whole positions are asked as steps: some peers answer a fraction by another formula.
        double value = position == Math.Floor(position) ? schedule.Value((long)position) : schedule.Value(position);
        List<Explanation> parts = [];
        foreach (ActivePart part in schedule.ActiveAt(position))
            parts.Add(Of(part.Part, part.Position, part.Reason));
        return new(schedule.ToString(), position, schedule.Length, value, reason, parts);
    }

    private void Write(StringBuilder text, int depth)
    {
        string indent = new(' ', depth * 2);
        if (Reason.Length > 0)
            text.Append(indent).Append(Reason).AppendLine(":");
        text.Append(indent).Append(Schedule).Append(" = ").Append(Figures.Of(Value))
            .Append(CultureInfo.InvariantCulture, $" at step {Figures.Of(Position)}{(depth > 0 ? " of its own" : "")}{Progress}");
        foreach (Explanation part in Because)
        {
            text.AppendLine();
            part.Write(text, depth + 1);
        }
    }

    // Only a curve makes progress of its own.
    private string Progress
    {
        get
        {
            if (Because.Count > 0 || Length is not long length)
                return "";
            string steps = length == 1 ? "1 step" : $"{length} steps";
            return Position >= length
                ? $", finished after {steps}: its last value holds"
                : $", {Figures.Of(Math.Round(100 * Position / length, 1))} % of {steps}";
        }
    }
}

public abstract partial record Schedule
{
    /// <summary>Which parts decide the value at a step, and why: a tree whose <c>ToString</c> reads as text.</summary>
    /// <param name="step">Updates made so far, from 0 to 2^53.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative or above 2^53, or beyond the end of a <see cref="Strict"/> schedule.</exception>
    public Explanation Explain(long step) => Explanation.Of(this, Guard.Steps(step), "");
}
