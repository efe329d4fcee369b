using Anneal.Parameters;

namespace Anneal.Modules;

/// <summary>Numbers that a module remembers and that no optimizer trains; PyTorch's buffers.</summary>
public sealed class ModuleBuffer
{
    private readonly double _fill;

    internal ModuleBuffer(string name, Shape shape, double fill, bool isCount)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Shape, _fill, IsCount) = (name, shape, fill, isCount);
    }

    /// <summary>Its last name, for example <c>running_mean</c>.</summary>
    public string Name { get; }

    /// <summary>Its sizes.</summary>
    public Shape Shape { get; }

    /// <summary>Whether it counts something, and is a whole number in files.</summary>
    public bool IsCount { get; }

    /// <summary>Whether it is Anneal's own: part of a checkpoint, but not of files for other libraries.</summary>
    internal bool IsPrivate { get; init; }

    /// <summary>The numbers, in the network's store of buffers.</summary>
    /// <exception cref="InvalidOperationException">The network is not initialised.</exception>
    public Parameter Numbers
    {
        get => field ?? throw new InvalidOperationException($"The buffer '{Name}' {Shape} has no value yet: call Initialize(seed) on the outermost module first.");
        private set;
    }

    internal void Join(ParameterStore store, string path)
    {
        Numbers = store.Add(path, Shape);
        Reset();
    }

    /// <summary>Sets the numbers to what they began with.</summary>
    internal void Reset()
    {
        if (Numbers.Store.Precision is Precision.Single)
            Numbers.Weights.Fill((float)_fill);
        else
            Numbers.WeightsAs<double>().Fill(_fill);
    }
}
