using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>A weight that a module declares; it becomes a <see cref="Parameters.Parameter"/> when the network is initialised.</summary>
public sealed class Weight
{
    private ParameterLeaf? _leaf;

    internal Weight(string name, Shape shape, Initializer initializer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(initializer);
        (Name, Shape, Initializer) = (name, shape, initializer);
    }

    /// <summary>Its last name, for example <c>weight</c>.</summary>
    public string Name { get; }

    /// <summary>Its sizes.</summary>
    public Shape Shape { get; }

    /// <summary>What fills it when the network is initialised.</summary>
    /// <exception cref="InvalidOperationException">Set after the network was initialised.</exception>
    public Initializer Initializer
    {
        get;
        set
        {
            if (_leaf is not null)
                throw new InvalidOperationException($"'{_leaf.Name}' is initialised already: write into its parameter's Weights.");
            field = value;
        }
    }

    /// <summary>The parameter in the network's store.</summary>
    /// <exception cref="InvalidOperationException">The network is not initialised.</exception>
    public Parameter Parameter { get => field ?? throw NotReady(); private set; }

    /// <summary>The weight as an operand; it takes no gradient while its parameter says <see cref="Parameter.HasGradient"/> = false.</summary>
    /// <exception cref="InvalidOperationException">The network is not initialised.</exception>
    public Tensor Tensor
    {
        get
        {
            ParameterLeaf leaf = _leaf ?? throw NotReady();
            leaf.Refresh();
            return leaf.Result();
        }
    }

    /// <summary>The weight as an operand.</summary>
    /// <param name="weight">The weight.</param>
    public static implicit operator Tensor(Weight weight) => weight.Tensor;

    internal void Join(ParameterStore store, string path, int seed)
    {
        Parameter = store.Add(path, Shape);
        double[] values = new double[Shape.FlattenedLength];
        Initializer.Fill(values, Shape, new InitialRandom(seed, path));
        if (store.Precision is Precision.Single)
        {
            for (int i = 0; i < values.Length; i++)
                Parameter.Weights[i] = (float)values[i];
        }
        else
        {
            values.CopyTo(Parameter.WeightsAs<double>());
        }

        _leaf = new(Parameter);
    }

    private InvalidOperationException NotReady()
        => new($"The weight '{Name}' {Shape} has no value yet: call Initialize(seed) on the outermost module first.");
}
