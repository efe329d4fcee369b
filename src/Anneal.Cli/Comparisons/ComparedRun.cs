using System.Diagnostics;
using Anneal.Cli.Experiments;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

/// <summary>One schedule with one seed: trains, and shows other threads how far it is.</summary>
internal sealed class ComparedRun(Setup setup, Entrant entrant, int seed, RunFolder? folder)
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

    /// <summary>Seconds of training, without validations.</summary>
    public double TrainingSeconds { get; private set; }

    /// <summary>Seconds altogether.</summary>
    public double Seconds { get; private set; }

    public double ExamplesPerSecond => TrainingSeconds > 0 ? History.Epochs.Sum(epoch => epoch.Examples) / TrainingSeconds : 0;

    /// <summary>What decides, at the end of the run: not the best epoch, which would be chosen by what it is judged by. NaN for a run that diverged or never learned.</summary>
    public double Result => _status is RunStatus.Done && !Verdict.Failed ? Last : double.NaN;

    /// <summary>What was measured last, whether or not the run learned.</summary>
    public double Last => History.Epochs.Count > 0 ? History.Epochs[^1][setup.Deciding.Name] : double.NaN;

    public EpochRecord? Best => History.Epochs.Count > 0 ? History.Best(setup.Deciding.Name, setup.Deciding.Direction) : null;

    /// <summary>Trains to the end, or until cancelled.</summary>
    public void Train(int threads, CancellationToken cancellation)
    {
        RunObserver observer = new(setup);
        Trainer trainer = setup.Trainer(setup.Rule(entrant.Schedule), seed, threads, [observer, .. folder?.Listeners() ?? []]);
        History = trainer.History;
        folder?.Resume(trainer);
        _status = RunStatus.Training;
        long began = Stopwatch.GetTimestamp();
        string? diverged = null;
        try
        {
            foreach (StepReport step in trainer.Run(setup.TrainingBatches(seed), setup.Epochs, setup.ValidationBatches(), cancellation))
            {
                if (step.Finished is EpochRecord epoch)
                    Volatile.Write(ref _progress, new(epoch.Epoch, step.Step, epoch["train_loss"], step.LearningRate, epoch[setup.Deciding.Name]));
                else if ((step.Step & 31) == 0)
                    Volatile.Write(ref _progress, _progress with { Step = step.Step, Loss = step.Loss, Rate = step.LearningRate });
            }
        }
        catch (ArithmeticException exception)
        {
            diverged = exception.Message;
        }
        catch (OperationCanceledException)
        {
            _status = RunStatus.Interrupted;
            return;
        }
        finally
        {
            Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            TrainingSeconds = Seconds - trainer.History.Phases.Total(TrainingPhase.Validation) - observer.Seconds;
        }

        Verdict = observer.Judge(trainer, diverged);
        folder?.Finish(trainer, this);
        _status = diverged is null ? RunStatus.Done : RunStatus.Diverged;
    }

    /// <summary>What a run shows while it trains.</summary>
    internal sealed record Progress(int Epoch, long Step, double Loss, double Rate, double? Metric);
}
