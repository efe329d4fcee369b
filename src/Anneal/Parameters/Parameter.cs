using System.Numerics;

namespace Anneal.Parameters;

/// <summary>A named block of weights and its gradient, a view of the store's memory or of memory somebody lent.</summary>
public sealed class Parameter
{
    private Storage _storage;

    internal Parameter(ParameterStore store, string name, Shape shape, Storage storage)
    {
        (Store, Name, Shape, _storage) = (store, name, shape, storage);
    }

    /// <summary>The store it belongs to.</summary>
    public ParameterStore Store { get; }

    /// <summary>Its name, unique in the store: <c>encoder.0.weight</c>. State is saved under it.</summary>
    public string Name { get; }

    /// <summary>Its sizes; PyTorch's layout, so a linear layer's weight is [out, in].</summary>
    public Shape Shape { get; }

    /// <summary>How many weights it has.</summary>
    public int Length => Shape.FlattenedLength;

    /// <summary>How many sizes it has: 1 for biases and the scales of norms, 2 for a linear layer's weight, 4 for a convolution's.</summary>
    public int Rank => Shape.Rank;

    /// <summary>Whether there is a gradient to use; false leaves the weights, their state and their step count alone. Default true.</summary>
    /// <remarks>PyTorch says it with a gradient of <c>None</c>.</remarks>
    public bool HasGradient
    {
        get;
        set
        {
            if (field != value)
                Store.Missing += value ? -1 : 1;
            field = value;
        }
    } = true;

    /// <summary>Rows of gradient instead of a whole one; null when the gradient is dense. Only rules made for it accept it.</summary>
    /// <exception cref="ArgumentException">A row lies outside the parameter, or there is not one slice of values per row.</exception>
    public SparseGradient? SparseGradient
    {
        get;
        set
        {
            if (value is not null)
                Check(value);
            Store.Missing += (value is null ? 0 : 1) - (field is null ? 0 : 1);
            field = value;
        }
    }

    /// <summary>The weights of a store of floats, row by row.</summary>
    /// <exception cref="InvalidOperationException">The store holds doubles.</exception>
    public Span<float> Weights => WeightsAs<float>();

    /// <summary>The gradient of a store of floats: write it, or let it be added to, before an update.</summary>
    /// <exception cref="InvalidOperationException">The store holds doubles.</exception>
    public Span<float> Gradients => GradientsAs<float>();

    /// <summary>The weights as numbers of the store's precision.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <exception cref="InvalidOperationException">The store holds the other kind of number.</exception>
    public Span<T> WeightsAs<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => As<T>().Weights.Span[..Length];

    /// <summary>The gradient as numbers of the store's precision.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <exception cref="InvalidOperationException">The store holds the other kind of number.</exception>
    public Span<T> GradientsAs<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => As<T>().Gradients.Span[..Length];

    /// <summary>Points a borrowed parameter at other memory of the same length, for engines whose gradient moves from step to step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <param name="weights">The weights; they are taken as they are.</param>
    /// <param name="gradients">The gradient.</param>
    /// <exception cref="ArgumentException">A length is not the parameter's.</exception>
    /// <exception cref="InvalidOperationException">The parameter lives in the store's own memory.</exception>
    public void PointAt<T>(Memory<T> weights, Memory<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (As<T>().Arena is not null)
            throw new InvalidOperationException($"'{Name}' lives in the store's own memory: copy into Weights and Gradients, or add it with Borrow.");
        _storage = Borrowed(Name, Shape, weights, gradients);
        Store.Version++;
    }

    /// <summary>Name and shape: <c>encoder.0.weight [16, 8]</c>.</summary>
    public override string ToString() => $"{Name} {Shape}";

    internal static Storage<T> Borrowed<T>(string name, Shape shape, Memory<T> weights, Memory<T> gradients)
        where T : unmanaged
    {
        if (weights.Length != shape.FlattenedLength)
            throw new ArgumentException($"'{name}' has the shape {shape}, which holds {shape.FlattenedLength} weights, but {weights.Length} were given.", nameof(weights));
        if (gradients.Length != shape.FlattenedLength)
            throw new ArgumentException($"'{name}' has {shape.FlattenedLength} weights, but its gradient has {gradients.Length}.", nameof(gradients));
        return new(weights, gradients, null, 0);
    }

    internal Storage<T> As<T>()
        where T : unmanaged
        => _storage as Storage<T>
            ?? throw new InvalidOperationException($"'{Name}' belongs to a store of {(Store.Precision is Precision.Single ? "floats" : "doubles")}, not of {typeof(T).Name}: ask for what it holds, or make the store with the other precision.");

    private void Check(SparseGradient sparse)
    {
        if (Rank == 0)
            throw new ArgumentException($"'{Name}' is a single number and has no rows.");
        int row = Shape[0] == 0 ? 0 : Length / Shape[0];
        if (sparse.Values.Length != (long)row * sparse.Rows.Length)
            throw new ArgumentException($"'{Name}' has rows of {row} numbers, so {sparse.Rows.Length} rows need {(long)row * sparse.Rows.Length} values, not {sparse.Values.Length}.");
        foreach (int index in sparse.Rows.Span)
        {
            if (index < 0 || index >= Shape[0])
                throw new ArgumentException($"'{Name}' has the rows 0 to {Shape[0] - 1}, not {index}.");
        }
    }
}
