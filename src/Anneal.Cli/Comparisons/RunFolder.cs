using System.Text.Json;
using Anneal.Cli.Outputs;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Cli.Comparisons;

/// <summary>The folder of one run: the checkpoint it can be gone on with, and, when it is over, how it ended.</summary>
internal sealed class RunFolder(string path)
{
    public string Checkpoint => Path.Combine(path, "checkpoint.safetensors");

    private string Record => Path.Combine(path, "run.json");

    public string Folder => path;

    /// <summary>Who writes checkpoints while the run is under way.</summary>
    public IEnumerable<TrainingListener> Listeners() => [new TimedCheckpoints(this)];

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

    public void Save(Trainer trainer)
    {
        Directory.CreateDirectory(path);
        trainer.Save(Checkpoint);
    }

    public void Finish(Trainer trainer, ComparedRun run)
    {
        Save(trainer);
        RunRecord record = new(run.Status is RunStatus.Diverged ? RunStatus.Diverged : RunStatus.Done, run.Seconds, run.TrainingSeconds, run.Verdict.Failed, run.Verdict.Findings);
        Destination.Save(Record, output => output.Write(JsonSerializer.Serialize(record, PlanJson.Default.RunRecord) + "\n"));
    }

    /// <summary>Writes a checkpoint now and then, and when the run is broken off.</summary>
    private sealed class TimedCheckpoints(RunFolder folder) : TrainingListener
    {
        // A lost half minute is soon made up for; a file of some megabytes each epoch would be felt in short ones.
        private const double EverySeconds = 20;

        private Trainer? _trainer;
        private long _last;

        public override void Began(Trainer trainer, TrainingPlan plan) => (_trainer, _last) = (trainer, trainer.Time.GetTimestamp());

        public override void Stepped(in StepReport step)
        {
            if (_trainer!.Time.GetElapsedTime(_last).TotalSeconds < EverySeconds || !double.IsFinite(step.Loss))
                return;
            folder.Save(_trainer);
            _last = _trainer.Time.GetTimestamp();
        }

        public override void Ended(Trainer trainer, TrainingEnd end)
        {
            if (end is TrainingEnd.Interrupted)
                folder.Save(trainer);
        }
    }
}
