using System.Globalization;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Storage;

/// <summary>Finds the runs that somebody names: by number (12), range (12-15), <c>latest</c>, or the name or folder of their training.</summary>
internal static class AskedRuns
{
    public const string Latest = "latest";

    /// <summary>What help says of it.</summary>
    public const string Words = "a number (12), a range (12-15), latest, or the name or folder of a training or comparison";

    /// <summary>The runs of some words, each once, in the order they were named.</summary>
    public static IReadOnlyList<StoredRun> Find(IEnumerable<string> words, IReadOnlyList<StoredRun> runs)
        => [.. words.SelectMany(word => Find(word, runs)).DistinctBy(run => run.Number)];

    /// <summary>The one run of a word.</summary>
    public static StoredRun One(string word, IReadOnlyList<StoredRun> runs)
        => Find(word, runs) is { Length: > 1 } several
            ? throw new UserError($"'{word}' names {several.Length} runs: {string.Join(", ", several.Take(8).Select(run => FormattableString.Invariant($"{run.Number} ({run.About.Label}, seed {run.About.Seed})")))}{(several.Length > 8 ? ", …" : "")}. Name one of them.")
            : Find(word, runs)[0];

    /// <summary>What its training or comparison is called: the last part of its folder.</summary>
    public static string NameOf(StoredRun run) => Path.GetFileName(run.About.Group);

    /// <summary>The runs of a word.</summary>
    /// <exception cref="UserError">There are none.</exception>
    private static StoredRun[] Find(string word, IReadOnlyList<StoredRun> runs)
    {
        if (runs.Count == 0)
            throw new UserError("The store holds no runs. 'anneal train' and 'anneal compare' make some.");
        if (word == Latest)
            return [runs[^1]];
        if (Range(word) is (long first, long last))
        {
            StoredRun[] found = [.. runs.Where(run => run.Number >= first && run.Number <= last)];
            return found.Length > 0 ? found : throw new UserError(first == last
                ? FormattableString.Invariant($"There is no run {first}. The nearest is {runs.MinBy(run => Math.Abs(run.Number - first))!.Number}, the newest {runs[^1].Number}; 'anneal runs' lists them.")
                : FormattableString.Invariant($"There are no runs {first} to {last}. The nearest is {runs.MinBy(run => Math.Min(Math.Abs(run.Number - first), Math.Abs(run.Number - last)))!.Number}, the newest {runs[^1].Number}; 'anneal runs' lists them."));
        }

        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(word.Length > 0 ? word : throw new UserError($"A run is {Words}, not ''.")));
        StoredRun[] ofFolder = [.. runs.Where(run => run.About.Group == path || run.About.Folder == path)];
        if (ofFolder.Length > 0)
            return ofFolder;
        StoredRun[] ofName = [.. runs.Where(run => NameOf(run) == word)];
        if (ofName.Length == 0)
            ofName = [.. runs.Where(run => run.About.Name == word)];
        if (ofName.Length > 0)
            return ofName;
        string[] names = [.. runs.Select(NameOf).Concat(runs.Select(run => run.About.Name)).Append(Latest).Distinct()];
        throw new UserError($"There is no run '{word}'. {(Catalogue.Nearest(word, names) is string near ? $"Did you mean '{near}'?" : $"A run is {Words}; 'anneal runs' lists them.")}");
    }

    private static (long First, long Last)? Range(string word)
    {
        string[] parts = word.Split('-');
        if (parts.Length > 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long first) || !long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long last))
            return null;
        return first <= last ? (first, last) : throw new UserError($"The range '{word}' runs backwards: write {last}-{first}.");
    }
}
