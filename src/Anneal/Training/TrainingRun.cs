using System.Diagnostics;
using Anneal.Controllers;
using Anneal.Data;
using Anneal.Training.Checkpoints;
using Anneal.Training.Instrumentation;
using Anneal.Training.Metrics;

namespace Anneal.Training;

/// <summary>One way through the epochs: what a trainer does between two reports.</summary>
internal sealed class TrainingRun
{
    private readonly Trainer _trainer;
    private readonly BatchLoader _training;
    private readonly BatchLoader? _judging;
    private readonly Validation? _validation;
    private readonly int _epochs;
    private readonly TrainingPass _pass;
    private readonly string? _plateauMetric;
    private readonly Direction _stoppingDirection;
    private readonly DataIdentity _data;
    private readonly RunTrace _trace;
    private readonly CancellationToken _cancellation;
    private int _restorations;
    private TrainingPosition? _open;
    private double _seconds;
    private long _stamp;

    public TrainingRun(Trainer trainer, BatchLoader training, BatchLoader? validation, int epochs, CancellationToken cancellation)
    {
        (_trainer, _training, _judging, _epochs, _cancellation, _trace) = (trainer, training, validation, epochs, cancellation, new(trainer));
        foreach (Metric metric in trainer.Metrics)
        {
            metric.Check(training.Data);
            if (validation is not null)
                metric.Check(validation.Data);
        }

        if (validation is not null && (validation.Data.InputShape != training.Data.InputShape || validation.Data.Classes != training.Data.Classes || validation.Data.TargetShape != training.Data.TargetShape))
            throw new ArgumentException($"Training and validation data differ in kind: inputs {training.Data.InputShape} and {validation.Data.InputShape}, classes {training.Data.Classes} and {validation.Data.Classes}, targets {training.Data.TargetShape} and {validation.Data.TargetShape}.", nameof(validation));
        _data = DataIdentity.Of(training, validation);
        trainer.Expected?.Demand(_data);
        Loss loss = trainer.Loss ?? Losses.For(training.Data);
        _validation = validation is null ? null : new Validation(trainer, validation, loss);
        _pass = new TrainingPass(trainer, loss);
        MetricNames names = new(trainer.Metrics, validation is not null);
        if (trainer.Plateau is not null)
            _plateauMetric = names.Known(trainer.PlateauMetric ?? (validation is null ? "train_loss" : "validation_loss"), nameof(Trainer.PlateauMetric));
        if (trainer.EarlyStopping is EarlyStopping stopping)
            _stoppingDirection = stopping.Direction ?? names.DirectionOf(names.Known(stopping.Metric, nameof(Trainer.EarlyStopping)));
    }

    public void Begin()
    {
        Entered();
        _trace.Begin(_training, _epochs);
        int updates = (_training.BatchesPerEpoch + _trainer.AccumulateOver - 1) / _trainer.AccumulateOver;
        TrainingPlan plan = new(_epochs, _training.BatchesPerEpoch, updates, _training.Data.Count, _training, _judging);
        for (int i = 0; i < _trainer.Listeners.Count; i++)
            _trainer.Listeners[i].Began(_trainer, plan);
        _stamp = _trainer.Time.GetTimestamp();
    }

    /// <summary>Whether there is an epoch to go through.</summary>
    public bool Open(ref TrainingEnd end)
    {
        if (_trainer.EarlyStopping is { IsOver: true })
        {
            PutBest();
            end = TrainingEnd.StoppedEarly;
            return false;
        }

        if (_trainer.Position.Epoch < _epochs)
            return true;
        PutBest();
        end = TrainingEnd.Finished;
        return false;
    }

    public IEnumerable<Batch> Batches() => _training.Epoch(_trainer.Position.Epoch, _trainer.Position.Batch);

    /// <summary>The caller has come back for more; false when the trainer no longer stands where it stood.</summary>
    public bool Resumed()
    {
        // What the caller did in between is not the run's time.
        _stamp = _trainer.Time.GetTimestamp();
        if (_trainer.Restorations == _restorations)
            return true;
        Entered();
        return false;
    }

    /// <summary>Whether the run stands between two updates.</summary>
    public bool IsBetweenSteps => _open is null;

    /// <summary>Takes in a batch; null when it does not complete an update.</summary>
    public StepReport? Take(Batch batch, ref TrainingEnd end)
    {
        if (_trainer.Diverged is string why)
        {
            end = TrainingEnd.Diverged;
            throw new ArithmeticException(why);
        }

        // The caller may change it between two steps.
        end = TrainingEnd.Failed;
        _trainer.IsWithinStep = true;
        Activity? outer = _trace.Enter();
        try
        {
            bool last = batch.Index == _training.BatchesPerEpoch - 1;
            long began = _stamp;
            bool completes = Pass(batch, last);
            double seconds = _trainer.Time.GetElapsedTime(began, _stamp).TotalSeconds;
            _seconds += seconds;
            TrainingPosition position = _open ?? _trainer.Position;
            position = position with { Batch = batch.Index + 1, Examples = position.Examples + batch.Count, Seconds = position.Seconds + seconds };
            if (!completes)
            {
                // Between two batches of one update there is no place to go on from.
                _open = position;
                return null;
            }

            _open = null;
            _trainer.Diverged = _pass.Diverged;
            _trainer.History.Add(_pass.Loss, _pass.Rate);
            _trainer.MoveTo(position);
            StepReport report = new(_trainer.Optimizer.Step, position.Epoch + 1, position.Batch, _pass.Loss, _pass.Rate, _pass.Examples, _pass.Updated, _pass.GradientNorm);
            Instruments.Record(report, _seconds, _trace.Tags);
            _seconds = 0;
            return Report(last ? Finish(report, ref end) : report, ref end);
        }
        finally
        {
            _trace.Leave(outer);
        }
    }

    /// <summary>Makes up for a validation that was cancelled; null where none was.</summary>
    public StepReport? MakeUp(ref TrainingEnd end)
    {
        if (_trainer.Pending is not StepReport pending)
            return null;
        end = TrainingEnd.Failed;
        _trainer.IsWithinStep = true;
        Activity? outer = _trace.Enter();
        try
        {
            return Report(Finish(pending, ref end), ref end);
        }
        finally
        {
            _trace.Leave(outer);
        }
    }

    public void End(TrainingEnd end)
    {
        Activity? outer = _trace.Ending();
        try
        {
            for (int i = 0; i < _trainer.Listeners.Count; i++)
                _trainer.Listeners[i].Ended(_trainer, end);
        }
        finally
        {
            _trace.End(end, outer);
        }
    }

    private bool Pass(Batch batch, bool last)
    {
        try
        {
            return _pass.Take(batch, last, ref _stamp);
        }
        catch (ArithmeticException exception)
        {
            _trainer.Failure = exception.Message;
            throw;
        }
    }

    private StepReport Report(in StepReport report, ref TrainingEnd end)
    {
        _trainer.Last = report;
        _trainer.IsWithinStep = false;
        for (int i = 0; i < _trainer.Listeners.Count; i++)
            _trainer.Listeners[i].Stepped(report);
        if (report.Finished is EpochRecord finished)
        {
            for (int i = 0; i < _trainer.Listeners.Count; i++)
                _trainer.Listeners[i].EpochEnded(_trainer, finished);
            Instruments.Record(finished, _trace.Tags);
            _trace.Close(finished);
        }

        end = _trainer.Diverged is null ? TrainingEnd.Interrupted : TrainingEnd.Diverged;
        return report;
    }

    /// <summary>What comes behind the last update of an epoch. Cancelled, it leaves the run between that update and its validation.</summary>
    private StepReport Finish(in StepReport report, ref TrainingEnd end)
    {
        TrainingPosition position = _trainer.Position;
        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        double[] sums = _trainer.Sums!;
        MetricSums.Read(_trainer.Metrics, sums, "train_", values);
        long began = _stamp;
        if (_validation is not null)
        {
            try
            {
                foreach ((string name, double value) in _validation.Measure(_training, _cancellation))
                    values["validation_" + name] = value;
            }
            catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
            {
                (_trainer.Pending, _trainer.IsWithinStep, end) = (report, false, TrainingEnd.Interrupted);
                throw;
            }
        }

        _trainer.Pending = null;
        Array.Clear(sums);
        _stamp = _trainer.Time.GetTimestamp();
        double seconds = position.Seconds + _trainer.Time.GetElapsedTime(began, _stamp).TotalSeconds;
        EpochRecord record = new(position.Epoch + 1, _trainer.Optimizer.Step, report.LearningRate, seconds, position.Examples, values);
        _trainer.History.Add(record);
        if (_plateauMetric is not null)
            _trainer.Plateau!.Observe(values[_plateauMetric]);
        Controlled();
        if (_trainer.EarlyStopping is EarlyStopping stopping && stopping.Observe(record.Epoch, values[stopping.Metric], _stoppingDirection) && stopping.RestoreBest)
            _trainer.BestEpoch = NetworkNumbers.Of(_trainer.Network);
        _trainer.MoveTo(new(position.Epoch + 1, 0));
        return report with { Finished = record };
    }

    /// <summary>Begins, or goes on from a checkpoint.</summary>
    private void Entered()
    {
        _trainer.Expected?.Demand(_data);
        (_trainer.Data, _trainer.Expected) = (_data, null);
        _restorations = _trainer.Restorations;
        _pass.Recover();
        int sums = 2 + _trainer.Metrics.Sum(metric => metric.Sums);
        if (_trainer.Sums?.Length != sums)
            _trainer.Sums = new double[sums];
        Controlled();
    }

    private void PutBest()
    {
        if (_trainer.EarlyStopping is { RestoreBest: true })
            _trainer.BestEpoch?.PutInto(_trainer.Network);
    }

    private void Controlled()
    {
        if (_trainer.Plateau is ReduceOnPlateau plateau)
            _trainer.Optimizer.RateScale = plateau.Scale;
    }
}
