using Anneal.Parameters;
using Anneal.Parameters.Gradients;

namespace Anneal.Training.Diagnoses;

/// <summary>How large gradients and weights are, parameter by parameter. Measuring again uses the same memory.</summary>
public sealed class GradientNorms
{
    private readonly ParameterStore _store;
    private ParameterNorms[] _norms = [];
    private double[] _sorted = [];
    private int _version = -1;

    private GradientNorms(ParameterStore store) => _store = store;

    /// <summary>The norms in the order of the store; the list is filled anew by <see cref="Measure"/>.</summary>
    public IReadOnlyList<ParameterNorms> ByParameter => _norms;

    /// <summary>The norm of all gradients together; NaN or infinite when one of them is.</summary>
    public double Global { get; private set; }

    /// <summary>The gradient of a weight, as root mean square, from the first layer to the last: parameters with two or more sizes in the order of the store, or all where none has.</summary>
    public GradientProfile Profile { get; private set; }

    /// <summary>Measures a store.</summary>
    /// <param name="store">Its gradients are those of the last backward pass.</param>
    public static GradientNorms Of(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        GradientNorms norms = new(store);
        norms.Measure();
        return norms;
    }

    /// <summary>Measures again; nothing is allocated while the store keeps its parameters.</summary>
    public void Measure()
    {
        ReadOnlySpan<Parameter> parameters = _store.All;
        if (_version != _store.Version)
            (_norms, _sorted, _version) = (new ParameterNorms[parameters.Length], new double[parameters.Length], _store.Version);
        double sum = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            Parameter parameter = parameters[i];
            double? gradient = Squares(parameter);
            sum += gradient ?? 0;
            _norms[i] = new(parameter.Name, parameter.Length, gradient is double squares ? Math.Sqrt(squares) : null, Weights(parameter));
        }

        Global = Math.Sqrt(sum);
        Profile = Profiled(parameters);
    }

    private GradientProfile Profiled(ReadOnlySpan<Parameter> parameters)
    {
        int matrices = Gather(parameters, least: 2);
        int count = matrices > 0 ? matrices : Gather(parameters, least: 0);
        if (count == 0)
            return default;
        (double first, double last) = (_sorted[0], _sorted[count - 1]);
        return new(first, Middle.InPlace(_sorted.AsSpan(0, count)), last);
    }

    private int Gather(ReadOnlySpan<Parameter> parameters, int least)
    {
        int count = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].Rank >= least && _norms[i].GradientRms is double rms)
                _sorted[count++] = rms;
        }

        return count;
    }

    private static double Weights(Parameter parameter)
        => parameter.Store.Precision is Precision.Single ? Norm.Of<float>(parameter.Weights, 2) : Norm.Of<double>(parameter.WeightsAs<double>(), 2);

    private static double? Squares(Parameter parameter)
    {
        if (parameter.SparseGradient is SparseGradient sparse)
            return Norm.Sum(sparse.Values.Span, 2);
        if (!parameter.HasGradient || parameter.Length == 0)
            return null;
        return parameter.Store.Precision is Precision.Single ? Norm.Sum<float>(parameter.Gradients, 2) : Norm.Sum<double>(parameter.GradientsAs<double>(), 2);
    }
}

/// <summary>The sizes of one parameter's gradient and weights.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Length">How many weights it has.</param>
/// <param name="Gradient">√Σg²; null when it has no gradient.</param>
/// <param name="Weights">√Σw².</param>
public readonly record struct ParameterNorms(string Name, int Length, double? Gradient, double Weights)
{
    /// <summary>√(Σg²/n): the size of a single number of the gradient.</summary>
    public double? GradientRms => Gradient / Math.Sqrt(Length);

    /// <summary>√(Σw²/n): the size of a single weight.</summary>
    public double WeightRms => Weights / Math.Sqrt(Length);
}

/// <summary>The gradient of a single weight along the depth of a network, as root mean squares.</summary>
/// <param name="First">That of the first layer.</param>
/// <param name="Median">The median over layers.</param>
/// <param name="Last">That of the last layer.</param>
public readonly record struct GradientProfile(double First, double Median, double Last);
