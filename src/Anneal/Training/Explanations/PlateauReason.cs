using Anneal.Controllers;

namespace Anneal.Training.Explanations;

/// <summary>Where a plateau controller stands at a step, and what it will do next.</summary>
/// <param name="Metric">What it watches.</param>
/// <param name="Direction">Which way that improves.</param>
/// <param name="Scale">What rates are multiplied by.</param>
/// <param name="Best">The best value so far; null before the first epoch.</param>
/// <param name="BestEpoch">The epoch that had it; null before the first, and where the epochs are not known.</param>
/// <param name="Margin">By how much the next must be better to count; null before the first epoch.</param>
/// <param name="Stalled">Epochs in a row that were no better.</param>
/// <param name="Patience">How many are tolerated.</param>
/// <param name="Cooling">Epochs in which nothing is counted, after a reduction, that are still to come.</param>
/// <param name="Epochs">Epochs that it has seen.</param>
/// <param name="ReducesIn">After how many further epochs it reduces, when none is better; null at its minimum, where it never does.</param>
/// <param name="NextScale">What the scale will then be.</param>
/// <param name="Reductions">The reductions before the step.</param>
public sealed record PlateauReason(
    string Metric, Direction Direction, double Scale, double? Best, int? BestEpoch, double? Margin, long Stalled, long Patience, long Cooling, int Epochs, long? ReducesIn, double NextScale, IReadOnlyList<PlateauReduction> Reductions)
{
    /// <summary>The value that an epoch must pass to be better: best − margin, or best + margin where larger is better.</summary>
    public double? ToBeat => Best is double best && Margin is double margin ? Beyond(best, margin, Direction) : null;

    private static double Beyond(double best, double margin, Direction direction) => direction is Direction.Minimize ? best - margin : best + margin;

    /// <summary>Shows a plateau the epochs before a step.</summary>
    internal static PlateauReason At(ReduceOnPlateau plateau, RateRecord record, long step)
    {
        PlateauMemory memory = new();
        List<PlateauReduction> reductions = [];
        int? bestEpoch = null;
        int seen = 0;
        foreach (EpochRecord epoch in record.Epochs.TakeWhile(epoch => epoch.Step <= step))
        {
            seen++;
            // An epoch from before there was validation data told the controller nothing.
            if (!epoch.Values.TryGetValue(record.Watched, out double value))
                continue;
            PlateauMemory next = plateau.After(memory, value);
            if (next.Best != memory.Best)
                bestEpoch = epoch.Epoch;
            if (next.Scale != memory.Scale)
                reductions.Add(new(epoch.Epoch, memory.Scale, next.Scale, value, memory.Best, memory.Best is double mark ? Beyond(mark, plateau.MarginAt(mark), plateau.Direction) : null));
            memory = next;
        }

        if (record.PlateauMemory is PlateauMemory known)
        {
            // Set from elsewhere, it has another past than these epochs.
            if (known != memory)
                (bestEpoch, reductions) = (null, []);
            memory = known;
        }

        double lower = plateau.After(memory with { Stalled = plateau.Patience, Cooling = 0 }, double.NaN).Scale;
        long left = memory.Cooling > 0 ? memory.Cooling + plateau.Patience + 1 : plateau.Patience + 1 - memory.Stalled;
        return new(
            record.Watched, plateau.Direction, memory.Scale, memory.Best, bestEpoch, memory.Best is double best ? plateau.MarginAt(best) : null, memory.Stalled, plateau.Patience, memory.Cooling,
            seen, lower < memory.Scale ? left : null, lower, reductions);
    }
}

/// <summary>A reduction by a plateau controller.</summary>
/// <param name="Epoch">The epoch after which it was made.</param>
/// <param name="From">The scale before.</param>
/// <param name="To">The scale after.</param>
/// <param name="Value">What the epoch measured.</param>
/// <param name="Best">The best value before it; null when no epoch had a finite one.</param>
/// <param name="ToBeat">What it should have passed; null when no epoch had a finite value.</param>
public sealed record PlateauReduction(int Epoch, double From, double To, double Value, double? Best, double? ToBeat);
