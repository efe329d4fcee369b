using System.Numerics;
using Anneal.Optimizers;
using Anneal.Parameters;

namespace Anneal.Tests.Contracts.Rules;

/// <summary>A store, an optimizer and a loss that every rule can follow: a bowl of uneven curvature, with noise where the rule does not evaluate it itself.</summary>
internal sealed class Course<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly UpdateRule _rule;
    private readonly Dictionary<Parameter, int> _starts = [];
    private int _step;

    public Course(UpdateRule rule, params ReadOnlySpan<(string Name, Shape Shape)> parameters)
        : this(rule, false, parameters)
    {
    }

    public Course(UpdateRule rule, bool borrowed, params ReadOnlySpan<(string Name, Shape Shape)> parameters)
    {
        _rule = rule;
        Store = new(typeof(T) == typeof(float) ? Precision.Single : Precision.Double);
        foreach ((string name, Shape shape) in parameters)
            Join(name, shape, borrowed: borrowed);
        Optimizer = rule.For(Store);
    }

    public ParameterStore Store { get; }

    public Optimizer Optimizer { get; }

    /// <summary>Whether the gradient carries noise, as that of a batch does.</summary>
    public bool Noisy { get; init; } = true;

    /// <summary>Changes a gradient before the rule sees it.</summary>
    public Action<Parameter, Span<T>>? Spoil { get; init; }

    /// <summary>Adds a parameter whose first weight stands at a place of the whole; the loss depends on that place alone.</summary>
    public Parameter Join(string name, Shape shape, int? start = null, bool borrowed = false)
    {
        int from = start ?? (int)Store.Weights;
        T[] weights = [.. Enumerable.Range(from, shape.FlattenedLength).Select(i => T.CreateTruncating(Math.Sin(i + 1.0)))];
        // Borrowed memory begins at an odd place, as somebody else's may.
        Parameter parameter = borrowed
            ? Store.Borrow(name, shape, new T[shape.FlattenedLength + 3].AsMemory(3), new T[shape.FlattenedLength + 1].AsMemory(1))
            : Store.Add(name, shape);
        weights.CopyTo(parameter.WeightsAs<T>());
        _starts[parameter] = from;
        return parameter;
    }

    public void Run(int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            if (_rule.NeedsClosure)
            {
                Optimizer.Update(Height);
            }
            else
            {
                Fill(Noisy);
                Optimizer.Update();
            }

            _step++;
        }
    }

    public double Loss()
    {
        Fill(noisy: false);
        double sum = 0;
        foreach (Parameter parameter in Store)
        {
            Span<T> weights = parameter.WeightsAs<T>();
            for (int i = 0; i < weights.Length; i++)
                sum += 0.5 * Curvature(_starts[parameter] + i) * Math.Pow(double.CreateTruncating(weights[i]) - Target(_starts[parameter] + i), 2);
        }

        return sum;
    }

    /// <summary>The loss with the sign of its gradient: a rule that climbs sees the bowl upside down.</summary>
    public double Height() => (_rule.Maximize ? -1 : 1) * Loss();

    /// <summary>The weights by their place in the whole.</summary>
    public T[] Weights()
    {
        var all = new T[_starts.Max(entry => entry.Value + entry.Key.Length)];
        foreach (Parameter parameter in Store)
            parameter.WeightsAs<T>().CopyTo(all.AsSpan(_starts[parameter]));
        return all;
    }

    /// <summary>Another course at the same point: the weights copied, the state saved and restored.</summary>
    public Course<T> Resumed()
    {
        Course<T> other = new(_rule, [.. Store.Select(parameter => (parameter.Name, parameter.Shape))]) { Noisy = Noisy, _step = _step };
        foreach (Parameter parameter in Store)
            parameter.WeightsAs<T>().CopyTo(other.Store[parameter.Name].WeightsAs<T>());
        other.Optimizer.Restore(Optimizer.Save());
        return other;
    }

    /// <summary>Whether a rule takes its gradients as rows and not otherwise.</summary>
    public static bool NeedsRows(UpdateRule rule) => rule is SparseAdam;

    private static double Curvature(int place) => 0.5 + (place % 7);

    private static double Target(int place) => 0.25 * Math.Cos(place);

    private void Fill(bool noisy)
    {
        double sign = _rule.Maximize ? -1 : 1;
        foreach (Parameter parameter in Store)
        {
            Span<T> weights = parameter.WeightsAs<T>();
            Span<T> gradients = parameter.GradientsAs<T>();
            for (int i = 0; i < weights.Length; i++)
            {
                int place = _starts[parameter] + i;
                double noise = noisy ? 0.3 * Math.Sin((place * 12.9898) + (_step * 78.233)) : 0;
                gradients[i] = T.CreateTruncating(sign * ((Curvature(place) * (double.CreateTruncating(weights[i]) - Target(place))) + noise));
            }

            Spoil?.Invoke(parameter, gradients);
            if (NeedsRows(_rule))
                parameter.SparseGradient = Rows(parameter, gradients);
        }
    }

    // A whole gradient as rows: what a rule for sparse gradients does with it is what a dense one would.
    private static SparseGradient Rows(Parameter parameter, Span<T> gradients)
        => new(Enumerable.Range(0, parameter.Shape[0]).ToArray(), Array.ConvertAll(gradients.ToArray(), value => double.CreateTruncating(value)));
}
