using System.Globalization;
using System.Text.Json;
using Anneal.Cli.Outputs;
using Anneal.Cli.Plans;
using Anneal.Schedules;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Cli.Comparisons;

/// <summary>The folder of one run: the checkpoint it can be gone on with, and, when it is over, how it ended.</summary>
internal sealed class RunFolder(string path, TrainingOptions options)
{
    // A lost third of a minute is soon made up for; a file of some megabytes each epoch would be felt in short ones.
    private const string Usually = "20s";

    public string Checkpoint => Path.Combine(path, "checkpoint.safetensors");

    private string Record => Path.Combine(path, "run.json");

    public string Folder => path;

    /// <summary>Who writes checkpoints while the run is under way, and when it ends.</summary>
    public Checkpoints Writer(RunLength length)
    {
        Directory.CreateDirectory(path);
        string every = options.CheckpointEvery ?? Usually;
        return every.EndsWith('s') && double.TryParse(every[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            ? new Checkpoints(Checkpoint) { EveryEpochs = null, EverySeconds = seconds, KeepBest = options.KeepBest }
            : new Checkpoints(Checkpoint) { EveryEpochs = null, EverySteps = length.StepsOf(every), KeepBest = options.KeepBest };
    }

    /// <summary>How the run ended; null while it has not.</summary>
    public RunRecord? Ended()
    {
        // How it ended says nothing without what it measured: then it is trained again.
        if (!File.Exists(Record) || !File.Exists(Checkpoint))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Record), PlanJson.Default.RunRecord);
        }
        catch (JsonException exception)
        {
            throw new UserError($"'{Record}' cannot be read: {exception.Message} Delete it to have the run end anew.");
        }
    }

    /// <summary>Brings a trainer to where the run was left; nothing where it was not begun.</summary>
    public void Resume(Trainer trainer)
    {
        if (File.Exists(Checkpoint))
            trainer.Restore(Checkpoint);
    }

    public void Finish(Trainer trainer, RunRecord record)
    {
        // A run that diverged is nothing to go on from, but its history is wanted.
        if (record.Status is RunStatus.Diverged)
            trainer.Save(Checkpoint);
        Destination.Save(Record, output => output.Write(JsonSerializer.Serialize(record, PlanJson.Default.RunRecord) + "\n"));
    }
}
