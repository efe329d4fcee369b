using System.Numerics;
using System.Numerics.Tensors;
using Anneal.Parameters;
using Anneal.Parameters.Gradients;

namespace Anneal.Training.Diagnoses;

/// <summary>How much an update changes the weights, ‖w′ − w‖/‖w‖ by parameter: about 0.001 where training goes well, whatever the optimizer.</summary>
/// <remarks>Uses the memory of the first time again. The rule of thumb is Karpathy's ("Building makemore, part 3", 2022).</remarks>
/// <example><code>ratios.Before(); optimizer.Update(); double median = ratios.After();</code></example>
public sealed class UpdateRatios
{
    private readonly ParameterStore _store;
    private Array[] _kept = [];
    private ParameterChange[] _changes = [];
    private double[] _sorted = [];
    private int _version = -1;
    private bool _taken;

    /// <summary>A comparison of weights before and after.</summary>
    /// <param name="store">The weights; a copy of them is held.</param>
    public UpdateRatios(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
    }

    /// <summary>The changes in the order of the store; the list is filled anew by <see cref="After"/>.</summary>
    public IReadOnlyList<ParameterChange> ByParameter => _changes;

    /// <summary>Remembers the weights as they are.</summary>
    public void Before()
    {
        ReadOnlySpan<Parameter> parameters = _store.All;
        if (_version != _store.Version)
            Prepare(parameters);
        for (int i = 0; i < parameters.Length; i++)
        {
            if (_store.Precision is Precision.Single)
                parameters[i].Weights.CopyTo((float[])_kept[i]);
            else
                parameters[i].WeightsAs<double>().CopyTo((double[])_kept[i]);
        }

        _taken = true;
    }

    /// <summary>Compares the weights with what they were.</summary>
    /// <returns>The median of the ratios over parameters with two or more sizes, or over all where none has; NaN when no parameter had a weight other than 0.</returns>
    /// <exception cref="InvalidOperationException">There is nothing to compare with.</exception>
    public double After()
    {
        if (!_taken || _version != _store.Version)
            throw new InvalidOperationException("There is nothing to compare the weights with: call Before() ahead of each update, and again when a parameter has come or gone.");
        _taken = false;
        ReadOnlySpan<Parameter> parameters = _store.All;
        for (int i = 0; i < parameters.Length; i++)
            _changes[i] = _store.Precision is Precision.Single ? Change(parameters[i], (float[])_kept[i]) : Change(parameters[i], (double[])_kept[i]);
        int matrices = Gather(parameters, least: 2);
        return Middle.InPlace(_sorted.AsSpan(0, matrices > 0 ? matrices : Gather(parameters, least: 0)));
    }

    private void Prepare(ReadOnlySpan<Parameter> parameters)
    {
        (_kept, _changes, _sorted, _version) = (new Array[parameters.Length], new ParameterChange[parameters.Length], new double[parameters.Length], _store.Version);
        for (int i = 0; i < parameters.Length; i++)
            _kept[i] = _store.Precision is Precision.Single ? new float[parameters[i].Length] : new double[parameters[i].Length];
    }

    private int Gather(ReadOnlySpan<Parameter> parameters, int least)
    {
        int count = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            // A change that is no number is as bad as an infinite one.
            if (parameters[i].Rank >= least && _changes[i].Ratio is double ratio)
                _sorted[count++] = double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
        }

        return count;
    }

    // What was kept becomes the difference.
    private static ParameterChange Change<T>(Parameter parameter, T[] kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double weights = Norm.Of<T>(kept, 2);
        TensorPrimitives.Subtract(parameter.WeightsAs<T>(), kept, kept);
        return new(parameter.Name, Norm.Of<T>(kept, 2), weights);
    }
}

/// <summary>What an update did to one parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Change">‖w′ − w‖.</param>
/// <param name="Weights">‖w‖ before it.</param>
public readonly record struct ParameterChange(string Name, double Change, double Weights)
{
    /// <summary>Change / weights; null for weights that were all 0, as biases are at first.</summary>
    public double? Ratio => Weights == 0 ? null : Change / Weights;
}
