using System.Globalization;
using System.Text;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;

namespace Anneal.Cli.Comparisons;

/// <summary>The folder of a comparison: its plan, a folder for each run, and the results.</summary>
internal sealed class ContestFolder
{
    private const string PlanName = "plan.json";
    private const string Parent = "anneal-runs";

    private ContestFolder(string path, Plan plan) => (Path, Plan) = (path, plan);

    public string Path { get; }

    public Plan Plan { get; }

    /// <summary>Whether an earlier process made it, so that its runs may be in a store already.</summary>
    public bool GoesOn { get; private init; }

    /// <summary>A new folder; one that is there already is left alone.</summary>
    public static ContestFolder Create(string? path, Plan plan)
    {
        string folder = path ?? Free(plan.Name);
        if (path is not null && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new UserError($"The folder '{folder}' is not empty, and nothing is ever overwritten: choose another --output{(File.Exists(System.IO.Path.Combine(folder, PlanName)) ? $", or go on with what it holds: anneal resume {folder}" : "")}.");
        if (File.Exists(folder))
            throw new UserError($"'{folder}' is a file: --output names a folder.");
        try
        {
            Directory.CreateDirectory(folder);
            if (Claim(folder, plan))
                return new(folder, plan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError($"Cannot write to the folder '{folder}': {exception.Message} Choose another --output.");
        }

        return path is null ? Create(null, plan) : throw new UserError($"Another process has just taken the folder '{folder}': choose another --output.");
    }

    /// <summary>The folder of a comparison that was begun.</summary>
    public static ContestFolder Open(string path) => new(path, Plan.Read(System.IO.Path.Combine(path, PlanName))) { GoesOn = true };

    public RunFolder Of(Entrant entrant, int seed) => new(System.IO.Path.Combine(Path, "runs", $"{Slug(entrant)}-seed{seed}"), Plan.Options);

    /// <summary>Who notes what a run measures; null where nothing is stored.</summary>
    public RunRecorder? Recorder(Setup setup, Entrant entrant, int seed, Recording? recording)
    {
        if (recording is null)
            return null;
        RunFolder folder = Of(entrant, seed);
        RunDescription about = new()
        {
            Kind = Plan.Kind,
            Name = Plan.Name,
            Group = System.IO.Path.GetFullPath(Path),
            Experiment = Plan.Experiment,
            Label = entrant.Label,
            Schedule = entrant.Text,
            Optimizer = setup.Optimizer,
            Seed = seed,
            Epochs = setup.Epochs,
            Batch = setup.Batch,
            Folder = System.IO.Path.GetFullPath(folder.Folder),
            Checkpoint = System.IO.Path.GetFullPath(folder.Checkpoint),
            Metric = setup.Deciding.Name,
            Direction = setup.Deciding.Direction,
            Started = recording.Now,
        };
        return new RunRecorder(recording, about, new RunDetails(Plan.ToJson(), RunEnvironment.OfThisProcess(), []), setup.Length.StepsPerEpoch!.Value);
    }

    public string Place(string name) => System.IO.Path.Combine(Path, name);

    // The draft is made here or not at all, so that two that start at the same moment never share a folder; and the plan is there whole or not at all, whenever the process is killed.
    private static bool Claim(string folder, Plan plan)
    {
        string whole = System.IO.Path.Combine(folder, PlanName), draft = whole + ".tmp";
        FileStream file;
        try
        {
            file = new FileStream(draft, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(draft) || File.Exists(whole))
        {
            return false;
        }

        try
        {
            using (file)
            {
                if (File.Exists(whole))
                    return false;
                file.Write(Encoding.UTF8.GetBytes(plan.ToJson() + "\n"));
            }

            File.Move(draft, whole);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // Labels may hold anything; the place makes names that come out alike differ.
    private string Slug(Entrant entrant)
    {
        string plain = string.Concat(entrant.Label.Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
        while (plain.Contains("--", StringComparison.Ordinal))
            plain = plain.Replace("--", "-", StringComparison.Ordinal);
        int place = Plan.Schedules.Select(schedule => schedule.Label).ToList().IndexOf(entrant.Label) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{place}-{plain.Trim('-')}").TrimEnd('-');
    }

    private static string Free(string name)
    {
        for (int number = 1; ; number++)
        {
            string path = System.IO.Path.Combine(Parent, $"{name}-{number}");
            if (!Directory.Exists(path) && !File.Exists(path))
                return path;
        }
    }
}
