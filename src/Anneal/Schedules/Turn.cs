namespace Anneal.Schedules;

/// <summary>A position where a schedule's shape changes: what a drawing must not miss and a check looks at.</summary>
/// <param name="At">The position, in the schedule's own time.</param>
/// <param name="Kind">What happens there.</param>
internal readonly record struct Turn(double At, TurnKind Kind);

internal enum TurnKind
{
    /// <summary>A curve is finished and holds its last value.</summary>
    End,

    /// <summary>The next piece of a sequence takes over.</summary>
    Piece,

    /// <summary>A milestone that was written as a step.</summary>
    Milestone,

    /// <summary>A cycle starts again.</summary>
    Cycle,

    /// <summary>Something changes inside a cycle.</summary>
    InCycle,
}

/// <summary>Shorthands for schedules that hand on the turns of their parts.</summary>
internal static class TurnList
{
    /// <summary>Turns beyond these are left out: a schedule may restart for ever.</summary>
    public const int MostCycles = 64;

    /// <summary>The turns in another clock.</summary>
    public static IEnumerable<Turn> Mapped(this IEnumerable<Turn> turns, double scale, double shift)
    {
        foreach (Turn turn in turns)
        {
            double at = (turn.At * scale) + shift;
            if (at >= 0)
                yield return turn with { At = at };
        }
    }

    /// <summary>The turns of one cycle in the clock of all of them.</summary>
    public static IEnumerable<Turn> InCycle(this Schedule cycle, double scale, double start)
        => cycle.Turns.Where(turn => turn.At < cycle.Length).Mapped(scale, start).Select(turn => turn with { Kind = TurnKind.InCycle });

    public static IEnumerable<Turn> Milestones(ReadOnlySpan<long> steps)
    {
        var turns = new Turn[steps.Length];
        for (int i = 0; i < steps.Length; i++)
            turns[i] = new(steps[i], TurnKind.Milestone);
        return turns;
    }
}
