namespace Anneal.Cli.Storage;

/// <summary>The files that a run has outside of the store, and only those that trainings are known to write.</summary>
internal static class RunFiles
{
    private static readonly string[] _ofRun = ["checkpoint.safetensors", "checkpoint.best.safetensors", "run.json"];
    private static readonly string[] _ofGroup = ["plan.json", "report.html", "results.json", "history.csv", "history.jsonl", "loss.svg", "rate.svg"];

    /// <summary>Those that would go with some runs, which are all that go.</summary>
    /// <param name="going">The runs.</param>
    /// <param name="all">All of the store: a folder that a younger run was trained in is that run's.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<StoredRun> going, IReadOnlyList<StoredRun> all)
    {
        List<string> files = [];
        HashSet<long> numbers = [.. going.Select(run => run.Number)];
        foreach (StoredRun run in going.Where(run => !all.Any(other => other.About.Folder == run.About.Folder && !numbers.Contains(other.Number))))
        {
            files.AddRange(_ofRun.Select(name => Path.Combine(run.About.Folder, name)).Where(File.Exists));
            if (Directory.Exists(run.About.Folder))
                files.AddRange(Directory.GetFiles(run.About.Folder, "events.out.tfevents.*"));
        }

        // What all runs of a training share goes with the last of them.
        foreach (IGrouping<string, StoredRun> group in going.GroupBy(run => run.About.Group))
        {
            if (all.Any(run => run.About.Group == group.Key && !numbers.Contains(run.Number)) || HasOthers(group))
                continue;
            string[] names = [.. _ofGroup, .. group.Select(run => $"{run.About.Metric.Split('_', 2)[^1]}.svg").Distinct()];
            files.AddRange(names.Select(name => Path.Combine(group.Key, name)).Where(File.Exists));
        }

        return [.. files.Distinct()];
    }

    /// <summary>Deletes files, and folders that are empty then.</summary>
    public static void Delete(IReadOnlyList<string> files)
    {
        foreach (string file in files)
            File.Delete(file);
        foreach (string folder in files.Select(file => Path.GetDirectoryName(file)!).Distinct().OrderByDescending(folder => folder.Length))
        {
            // A run's folder lies in "runs" of its training's.
            for (string? at = folder; at is not null && Directory.Exists(at) && !Directory.EnumerateFileSystemEntries(at).Any() && (at == folder || Path.GetFileName(at) == "runs"); at = Path.GetDirectoryName(at))
                Directory.Delete(at);
        }
    }

    // Whether a training's folder has runs that the store does not know.
    private static bool HasOthers(IGrouping<string, StoredRun> group)
    {
        string runs = Path.Combine(group.Key, "runs");
        return Directory.Exists(runs) && Directory.GetDirectories(runs).Except(group.Select(run => run.About.Folder)).Any();
    }
}
