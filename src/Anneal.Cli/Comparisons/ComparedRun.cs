using System.Diagnostics;
using Anneal.Cli.Experiments;
using Anneal.Cli.Storage;
using Anneal.Training;
using Anneal.Training.Diagnoses;

namespace Anneal.Cli.Comparisons;

/// <summary>One schedule with one seed: trains, and shows other threads how far it is.</summary>
internal sealed class ComparedRun(Setup setup, Entrant entrant, int seed, RunFolder? folder, RunRecorder? recorder = null)
{
    private Progress _progress = new(0, 0, double.NaN, double.NaN, null);
    private volatile RunStatus _status;

    public Entrant Entrant => entrant;

    public int Seed => seed;

    public RunStatus Status => _status;

    public bool IsOver => _status is RunStatus.Done or RunStatus.Diverged;

    /// <summary>How far it is; a whole that another thread may read at any time.</summary>
    public Progress Now => Volatile.Read(ref _progress);

    /// <summary>What it measured; good when it is over.</summary>
    public History History { get; private set; } = new();

    /// <summary>Why it does not learn, or that it does.</summary>
    public RunVerdict Verdict { get; private set; } = RunVerdict.None;

    /// <summary>Seconds since it began, or was gone on with.</summary>
    public double Seconds { get; private set; }

    /// <summary>How fast it learned, validations aside.</summary>
    public double ExamplesPerSecond { get; private set; }

    /// <summary>What decides, at the end of the run: not the best epoch, which would be chosen by what it is judged by. NaN for a run that diverged or never learned.</summary>
    public double Result => _status is RunStatus.Done && !Verdict.Failed ? Last : double.NaN;

    /// <summary>What was measured last, whether or not the run learned.</summary>
    public double Last => History.Epochs.Count > 0 ? History.Epochs[^1][setup.Deciding.Name] : double.NaN;

    public EpochRecord? Best => History.Epochs.Count > 0 ? History.Best(setup.Deciding.Name, setup.Deciding.Direction) : null;

    /// <summary>Takes over what an earlier process finished; false where it did not.</summary>
    public bool Recall()
    {
        if (folder?.Ended() is not RunRecord record)
            return false;
        Trainer trainer = setup.Trainer(setup.Rule(entrant.Schedule), seed);
        folder.Resume(trainer);
        (History, Verdict, Seconds, ExamplesPerSecond) = (trainer.History, new(record.Failed, record.Findings), record.Seconds, record.ExamplesPerSecond);
        if (History.Epochs.Count > 0)
            Show(History.Epochs[^1]);
        recorder?.Recall(trainer, record);
        _status = record.Status;
        return true;
    }

    /// <summary>Trains to the end, or until cancelled.</summary>
    public void Train(int threads, CancellationToken cancellation)
    {
        SignsRecorder signs = new() { Chance = setup.Chance };
        Trainer trainer = setup.Trainer(setup.Rule(entrant.Schedule), seed, threads, [signs, .. recorder is null ? (TrainingListener[])[] : [recorder], .. folder is null ? (TrainingListener[])[] : [folder.Writer(setup.Length)]]);
        History = trainer.History;
        folder?.Resume(trainer);
        _status = RunStatus.Training;
        long began = Stopwatch.GetTimestamp();
        long examples = 0;
        bool diverged = false;
        try
        {
            foreach (StepReport step in trainer.Run(setup.TrainingBatches(seed, prefetch: threads > 1 ? 2 : 0), setup.Epochs, setup.ValidationBatches(), cancellation))
            {
                examples += step.Examples;
                if (step.Finished is EpochRecord epoch)
                    Show(epoch);
                else if ((step.Step & 31) == 0)
                    Volatile.Write(ref _progress, _progress with { Step = step.Step, Loss = step.Loss, Rate = step.LearningRate });
            }
        }
        catch (ArithmeticException)
        {
            diverged = true;
        }
        catch (OperationCanceledException)
        {
            recorder?.End(StoredStatus.Interrupted);
            _status = RunStatus.Interrupted;
            return;
        }
        catch
        {
            recorder?.End(StoredStatus.Failed);
            throw;
        }
        finally
        {
            Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            ExamplesPerSecond = examples / (Seconds - trainer.History.Phases.Total(TrainingPhase.Validation) - signs.Seconds);
        }

        Verdict = RunVerdict.Of(signs.Diagnose());
        RunStatus status = diverged ? RunStatus.Diverged : RunStatus.Done;
        RunRecord record = new(status, Seconds, ExamplesPerSecond, Verdict.Failed, Verdict.Findings);
        folder?.Finish(trainer, record);
        recorder?.End(status is RunStatus.Diverged ? StoredStatus.Diverged : StoredStatus.Done, record);
        _status = status;
    }

    private void Show(EpochRecord epoch)
        => Volatile.Write(ref _progress, new(epoch.Epoch, epoch.Step, epoch["train_loss"], epoch.LearningRate, epoch[setup.Deciding.Name]));

    /// <summary>What a run shows while it trains.</summary>
    internal sealed record Progress(int Epoch, long Step, double Loss, double Rate, double? Metric);
}
