using Anneal.Optimizers;
using Anneal.Parameters;

namespace Anneal.Training.RateFinding;

/// <summary>Everything that trying rates changes of a network and its optimizer, put back when disposed of.</summary>
/// <remarks>The trainer itself is not touched: rates are tried by another one over the same network and optimizer.</remarks>
internal sealed class SetAside : IDisposable
{
    private readonly Trainer _trainer;
    private readonly NetworkNumbers _numbers;
    private readonly OptimizerState _state;
    private readonly UpdateRule[] _rules;
    private readonly double _scale;
    private readonly StepGuard? _guard;
    private readonly (Parameter Parameter, Array Gradient, SparseGradient? Rows, bool Has)[] _gradients;

    public SetAside(Trainer trainer)
    {
        if (trainer.IsWithinStep)
            throw new InvalidOperationException("A step has begun and is not over, or has failed: look for a rate between two reports, or in a listener's Stepped, EpochEnded or Ended.");
        if (trainer.Network.Parameters.Scopes > 0)
            throw new InvalidOperationException("The network holds weights to evaluate with, from which training cannot go on: dispose the scope of EvaluationWeights() first.");
        _trainer = trainer;
        Optimizer optimizer = trainer.Optimizer;
        _numbers = NetworkNumbers.Of(trainer.Network);
        _state = optimizer.Save();
        _rules = [.. optimizer.Groups.Select(group => group.Rule)];
        (_scale, _guard) = (optimizer.RateScale, optimizer.Guard);
        _gradients = [.. trainer.Network.Parameters.Select(parameter => (parameter, Gradient(parameter), parameter.SparseGradient, parameter.HasGradient))];
    }

    /// <summary>Whether any weight is another one now.</summary>
    public bool Moved => !Training.Weights.Take(_trainer.Network.Parameters).All(now => Same(now.Value, _numbers.Weights[now.Key]));

    public void Dispose()
    {
        Optimizer optimizer = _trainer.Optimizer;
        for (int i = 0; i < _rules.Length; i++)
        {
            if (!ReferenceEquals(optimizer.Groups[i].Rule, _rules[i]))
                optimizer.Groups[i].Rule = _rules[i];
        }

        (optimizer.RateScale, optimizer.Guard) = (_scale, _guard);
        _numbers.PutInto(_trainer.Network);
        optimizer.Restore(_state);
        foreach ((Parameter parameter, Array gradient, SparseGradient? rows, bool has) in _gradients)
        {
            if (gradient is float[] single)
                single.CopyTo(parameter.GradientsAs<float>());
            else
                ((double[])gradient).CopyTo(parameter.GradientsAs<double>());
            (parameter.SparseGradient, parameter.HasGradient) = (rows, has);
        }
    }

    private static Array Gradient(Parameter parameter)
        => parameter.Store.Precision is Precision.Single ? parameter.GradientsAs<float>().ToArray() : parameter.GradientsAs<double>().ToArray();

    private static bool Same(Array left, Array right)
        => left is float[] singles ? singles.AsSpan().SequenceEqual((float[])right) : ((double[])left).AsSpan().SequenceEqual((double[])right);
}
