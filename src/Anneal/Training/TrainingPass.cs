using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Parameters.Gradients;
using Anneal.Tensors;

namespace Anneal.Training;

/// <summary>Forward, backward, clip, update: the arithmetic of a step.</summary>
internal sealed class TrainingPass
{
    private readonly Trainer _trainer;
    private readonly Module _network;
    private readonly Optimizer _optimizer;
    private readonly ParameterStore _store;
    private readonly Loss _loss;
    private readonly Tape _tape;
    private readonly GradientAccumulator? _accumulator;
    private readonly Func<double>? _closure;
    private double[] _outputs = [];
    private Batch? _batch;
    private double _lossSum;
    private long _stamp;
    private bool _begun;
    private bool _measured;

    public TrainingPass(Trainer trainer, Loss loss)
    {
        (_trainer, _network, _optimizer, _store, _loss) = (trainer, trainer.Network, trainer.Optimizer, trainer.Network.Parameters, loss);
        _tape = new Tape { Threads = trainer.Threads };
        bool evaluates = _optimizer.Groups.Any(group => group.Rule.NeedsClosure);
        if (trainer.AccumulateOver > 1)
        {
            if (evaluates)
                throw new ArgumentException($"{_optimizer.Groups.First(group => group.Rule.NeedsClosure).Rule.GetType().Name} evaluates the loss itself, on one batch: take a larger batch instead of AccumulateOver = {trainer.AccumulateOver}.");
            _accumulator = new GradientAccumulator(_store, trainer.AccumulateOver, engineAdds: true);
        }

        if (evaluates)
            _closure = Again;
    }

    /// <summary>The mean loss of the last update's examples.</summary>
    public double Loss { get; private set; }

    public double Rate { get; private set; }

    public int Examples { get; private set; }

    public bool Updated { get; private set; }

    public double? GradientNorm { get; private set; }

    /// <summary>Why the loss is no number; null while it is one, or while a guard skips such steps.</summary>
    public string? Diverged { get; private set; }

    /// <summary>Forgets that a loss was no number.</summary>
    public void Recover() => Diverged = null;

    /// <summary>Takes in a batch and moves the time stamp on; true when an update was made, or would have been.</summary>
    public bool Take(Batch batch, bool last, ref long stamp)
    {
        _stamp = stamp;
        Mark(TrainingPhase.Loading);
        if (!_begun)
            (_begun, _lossSum, Examples) = (true, 0, 0);
        Examples += batch.Count;
        bool completes = _closure is null ? Plain(batch, last) : Evaluated(batch);
        stamp = _stamp;
        return completes;
    }

    private bool Plain(Batch batch, bool last)
    {
        if (_accumulator is null or { Count: 0 })
            _store.ZeroGradients();
        _lossSum += Pass(batch, measured: true) * batch.Count;
        if (_accumulator is not null && !(_accumulator.Add() || (last && _accumulator.Finish())))
            return false;
        _begun = false;
        Loss = _lossSum / Examples;
        Rate = _optimizer.RateOf();
        if (Diverged is not null)
        {
            Updated = false;
            GradientNorm = null;
            return true;
        }

        Clip();
        Announce();
        Updated = _optimizer.Update();
        Finished();
        return true;
    }

    private bool Evaluated(Batch batch)
    {
        (_batch, _begun, _measured) = (batch, false, false);
        Rate = _optimizer.RateOf();
        try
        {
            Loss = _optimizer.Update(_closure!);
            Updated = true;
            Finished();
        }
        // At the first evaluation nothing has been changed yet; a later one leaves the rule in the middle of its search.
        catch (ArithmeticException) when (Diverged is not null && !_measured)
        {
            (Loss, Updated, GradientNorm) = (double.NaN, false, null);
        }

        return true;
    }

    // The first evaluation is the one that is measured; the rule may ask for more.
    private double Again()
    {
        Batch batch = _batch ?? throw new InvalidOperationException("The loss was asked for outside of a step.");
        _store.ZeroGradients();
        double loss = Pass(batch, measured: !_measured);
        if (Diverged is string why)
            throw new ArithmeticException(why);
        _measured = true;
        Clip();
        Announce();
        return loss;
    }

    private void Finished()
    {
        if (Updated)
            _trainer.Average?.Update();
        Mark(TrainingPhase.Update);
    }

    private double Pass(Batch batch, bool measured)
    {
        using TapeStep step = _tape.Step();
        Tensor output = _network.Forward(batch.InputTensor(_store.Precision), Mode.Training);
        Tensor loss = _loss(output, batch);
        double value = loss.Value;
        if (measured)
            MetricSums.Add(_trainer.Metrics, output, batch, value, ref _outputs, _trainer.Sums!);
        Mark(TrainingPhase.Forward);
        if (!double.IsFinite(value))
        {
            // Such a loss has such gradients: a guard that is to get over them sees one.
            if (_optimizer.Guard is { OnNonFinite: GuardAction.Skip or GuardAction.RollBack })
                Spoil();
            else
                Diverged = Blame.For(loss.Node).Message;
            return value;
        }

        loss.Backward();
        Mark(TrainingPhase.Backward);
        return value;
    }

    private void Spoil()
    {
        Parameter first = _store.First();
        if (_store.Precision is Precision.Single)
            first.Gradients[0] = float.NaN;
        else
            first.GradientsAs<double>()[0] = double.NaN;
    }

    private void Clip()
    {
        if (_trainer.ClipValue is double limit)
            _store.ClipByValue(limit);
        GradientNorm = _trainer.ClipNorm is double max ? _store.ClipByGlobalNorm(max, nonFinite: _optimizer.Guard is null ? NonFinite.Throw : NonFinite.Leave) : null;
    }

    private void Announce()
    {
        for (int i = 0; i < _trainer.Listeners.Count; i++)
            _trainer.Listeners[i].Updating(_trainer);
    }

    private void Mark(TrainingPhase phase)
    {
        long now = _trainer.Time.GetTimestamp();
        _trainer.History.Phases.Add(phase, _trainer.Time.GetElapsedTime(_stamp, now));
        _stamp = now;
    }
}
