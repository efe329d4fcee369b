using System.CommandLine;
using System.Globalization;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Forgets stored runs.</summary>
internal sealed class DeleteCommand : AnnealCommand
{
    private readonly Argument<string[]> _runs = new("runs") { HelpName = "RUN", Arity = ArgumentArity.OneOrMore, Description = $"Which ones: {AskedRuns.Words}." };
    private readonly Option<bool> _files = new("--files") { Description = "Delete their checkpoints and other files, too." };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask." };
    private readonly StoreOptions _store;

    public DeleteCommand() : base("delete", "Forget runs, and with --files delete what they left in their folders.")
    {
        Add(_runs);
        Add(_files);
        Add(_yes);
        _store = new(this, records: false);
    }

    public override int Place => 15;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal delete 12-15", "asks first"),
        ("anneal delete lenet-1 --files --yes", "the whole comparison, its files included"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Files are those that trainings write: checkpoints, records, event files and reports. Whatever else lies in a folder stays. A run that is being trained is refused.",
        "Exit code: 0; 1 when the answer was no; 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        using IRunStore store = _store.Read(parsed).OpenToRead();
        string[] words = parsed.GetValue(_runs)!;
        bool yes = parsed.GetValue(_yes);
        IReadOnlyList<StoredRun> all;
        try
        {
            all = store.List();
        }
        catch (StoreException) when (yes && words.All(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            // A run whose row is damaged hides all others: it can be deleted by its number.
            foreach (string word in words)
                screen.Out.WriteLine(store.Delete(long.Parse(word, CultureInfo.InvariantCulture)) ? $"Deleted run {word}." : $"There is no run {word}.");
            return 0;
        }

        IReadOnlyList<StoredRun> runs = AskedRuns.Find(words, all);
        if (runs.FirstOrDefault(run => run.Status is StoredStatus.Training) is StoredRun training)
            throw new UserError($"Run {training.Number} is being trained: wait for it, or end that training first. Nothing was deleted.");
        IReadOnlyList<string> files = parsed.GetValue(_files) ? RunFiles.Of(runs, all) : [];
        if (!yes && !Confirmed(screen, runs, files))
            return 1;
        foreach (StoredRun run in runs)
            store.Delete(run.Number);
        RunFiles.Delete(files);
        string kept = parsed.GetValue(_files) || !runs.Any(run => Directory.Exists(run.About.Folder)) ? "" : " Their folders are as they were.";
        HelpText.Paragraph(screen, $"Deleted {ContestWords.Count(runs.Count, "run")}{(files.Count > 0 ? $" and {ContestWords.Count(files.Count, "file")}" : "")}.{kept}", 0);
        return 0;
    }

    private static bool Confirmed(Screen screen, IReadOnlyList<StoredRun> runs, IReadOnlyList<string> files)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            throw new UserError($"This deletes {ContestWords.Count(runs.Count, "run")}{(files.Count > 0 ? $" and {ContestWords.Count(files.Count, "file")}" : "")}, and there is nobody to ask: add --yes. Nothing was deleted.");
        new RunTable(screen, TimeProvider.System.GetUtcNow()).Write(runs);
        if (files.Count > 0)
        {
            screen.Out.WriteLine();
            foreach (string folder in files.GroupBy(file => Path.GetDirectoryName(file)!).Select(group => $"{group.Key}: {string.Join(", ", group.Select(Path.GetFileName))}"))
                HelpText.Paragraph(screen, folder, 0);
        }

        screen.Out.WriteLine();
        screen.Out.Write($"Delete {(runs.Count == 1 ? "this run" : $"these {runs.Count} runs")}{(files.Count > 0 ? $" and {ContestWords.Count(files.Count, "file")}" : "")}? [y/N] ");
        screen.Out.Flush();
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}
