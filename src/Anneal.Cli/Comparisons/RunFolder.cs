using System.Text.Json;
using Anneal.Cli.Outputs;
using Anneal.Cli.Plans;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Cli.Comparisons;

/// <summary>The folder of one run: the checkpoint it can be gone on with, and, when it is over, how it ended.</summary>
internal sealed class RunFolder(string path, string? keepBest = null)
{
    // A lost third of a minute is soon made up for; a file of some megabytes each epoch would be felt in short ones.
    private const double EverySeconds = 20;

    public string Checkpoint => Path.Combine(path, "checkpoint.safetensors");

    private string Record => Path.Combine(path, "run.json");

    public string Folder => path;

    /// <summary>Who writes checkpoints while the run is under way, and when it ends.</summary>
    public Checkpoints Writer()
    {
        Directory.CreateDirectory(path);
        return new Checkpoints(Checkpoint) { EveryEpochs = null, EverySeconds = EverySeconds, KeepBest = keepBest };
    }

    /// <summary>How the run ended; null while it has not.</summary>
    public RunRecord? Ended()
    {
        if (!File.Exists(Record))
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
