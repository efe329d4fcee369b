using System.Diagnostics;
using Anneal.Data;

namespace Anneal.Training.Instrumentation;

/// <summary>The spans of one run. The caller's own span is in force again whenever the caller is.</summary>
internal sealed class RunTrace(Trainer trainer)
{
    private readonly KeyValuePair<string, object?>[] _tags = trainer.Name is null ? [] : [new("anneal.run.name", trainer.Name)];
    private Activity? _run;
    private Activity? _epoch;

    /// <summary>What all measurements of the run carry.</summary>
    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags;

    public void Begin(BatchLoader training, int epochs)
    {
        Activity? outer = Activity.Current;
        _run = Instruments.Source.StartActivity("anneal.run", ActivityKind.Internal, default(ActivityContext), _tags);
        if (_run is null)
            return;
        _run.SetTag("anneal.network", trainer.Network.Description)
            .SetTag("anneal.optimizer", trainer.Optimizer.Groups[^1].Rule.ToString())
            .SetTag("anneal.parameters", trainer.Network.Parameters.Sum(parameter => (long)parameter.Length))
            .SetTag("anneal.epochs", epochs)
            .SetTag("anneal.batch_size", training.BatchSize)
            .SetTag("anneal.threads", trainer.Threads)
            .SetTag("anneal.step", trainer.Optimizer.Step);
        Activity.Current = outer;
    }

    /// <summary>Puts the span of the present epoch in force; give what comes back to <see cref="Leave"/>.</summary>
    public Activity? Enter()
    {
        if (_run is null)
            return null;
        Activity? outer = Activity.Current;
        Activity.Current = _run;
        _epoch ??= Instruments.Source.StartActivity("anneal.epoch", ActivityKind.Internal, default(ActivityContext), _tags)?.SetTag("anneal.epoch", trainer.Position.Epoch + 1);
        Activity.Current = _epoch ?? _run;
        return outer;
    }

    public void Leave(Activity? outer)
    {
        if (_run is not null)
            Activity.Current = outer;
    }

    public void Close(EpochRecord epoch)
    {
        if (_epoch is null)
            return;
        _epoch.SetTag("anneal.step", epoch.Step).SetTag("anneal.learning_rate", epoch.LearningRate);
        foreach ((string name, double value) in epoch.Values)
            _epoch.SetTag($"anneal.metric.{name}", value);
        _epoch.Stop();
        _epoch = null;
    }

    /// <summary>Puts the span of the run in force for what is still to be done.</summary>
    public Activity? Ending()
    {
        Activity? outer = Activity.Current;
        _epoch?.Stop();
        _epoch = null;
        if (_run is not null)
            Activity.Current = _run;
        return outer;
    }

    public void End(TrainingEnd end, Activity? outer)
    {
        if (_run is null)
            return;
        _run.SetTag("anneal.run.end", Word(end)).SetTag("anneal.step", trainer.Optimizer.Step);
        if (end is TrainingEnd.Diverged or TrainingEnd.Failed)
            _run.SetStatus(ActivityStatusCode.Error, trainer.Diverged ?? trainer.Failure);
        _run.Stop();
        _run = null;
        Activity.Current = outer;
    }

    private static string Word(TrainingEnd end) => end switch
    {
        TrainingEnd.Finished => "finished",
        TrainingEnd.StoppedEarly => "stopped_early",
        TrainingEnd.Diverged => "diverged",
        TrainingEnd.Interrupted => "interrupted",
        _ => "failed",
    };
}
