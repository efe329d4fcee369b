using Anneal.Cli.Inputs;
using Anneal.Schedules;

namespace Anneal.Cli.Comparisons;

/// <summary>A schedule that is compared with others.</summary>
/// <param name="Label">What tables and legends call it.</param>
/// <param name="Text">As it was written, lengths in epochs and shares included.</param>
/// <param name="Schedule">As the run understands it.</param>
internal sealed record Entrant(string Label, string Text, Schedule Schedule)
{
    /// <summary>Reads all before the first one runs: half a comparison helps nobody.</summary>
    public static IReadOnlyList<Entrant> Read(IEnumerable<Written> written, RunLength run)
    {
        List<Entrant> entrants = [];
        foreach (Written one in written)
        {
            Schedule schedule = one.Schedule(run);
            if (entrants.Exists(other => other.Label == one.Label))
                throw new UserError($"Two schedules are called '{one.Label}': give each a label of its own, as in \"mine = {one.Text}\".");
            entrants.Add(new(one.Label, one.Text, schedule));
        }

        return entrants;
    }
}
