using System.Collections;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Anneal.Parameters;

/// <summary>All parameters of a model. Weights lie in aligned, padded memory with the gradients beside them, so that an update is one pass.</summary>
/// <remarks>
/// Memory never moves: a span stays good while the store lives. Small parameters share one stretch of memory in the order in which they are added;
/// borrowed ones stay where they are.
/// </remarks>
public sealed class ParameterStore : IReadOnlyCollection<Parameter>
{
    // Parameters below this many numbers share a stretch, so that many small ones are one pass.
    private const int Shared = 16 * 1024;

    private readonly List<Parameter> _parameters = [];
    private readonly Dictionary<string, Parameter> _byName = new(StringComparer.Ordinal);
    private readonly List<Arena> _arenas = [];
    private readonly List<Parameter> _borrowed = [];
    private Arena? _arena;

    /// <summary>An empty store.</summary>
    /// <param name="precision">What its numbers are; default <see cref="Precision.Single"/>.</param>
    /// <param name="capacity">Numbers to reserve in one stretch, padding included; 0, the default, lets memory grow as parameters come.</param>
    public ParameterStore(Precision precision = Precision.Single, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        if (!Enum.IsDefined(precision))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "A store holds Single or Double.");
        Precision = precision;
        if (capacity > 0)
        {
            _arena = precision is Precision.Single ? new Arena<float>(Aligned.Padded(capacity)) : new Arena<double>(Aligned.Padded(capacity));
            _arenas.Add(_arena);
        }
    }

    /// <summary>What the numbers are.</summary>
    public Precision Precision { get; }

    /// <summary>How many parameters there are.</summary>
    public int Count => _parameters.Count;

    /// <summary>How many weights there are, without padding.</summary>
    public long Weights { get; private set; }

    /// <summary>Rises whenever a parameter comes, goes or moves.</summary>
    internal int Version { get; set; }

    /// <summary>The parameters in order, for loops that must not allocate.</summary>
    internal ReadOnlySpan<Parameter> All => CollectionsMarshal.AsSpan(_parameters);

    /// <summary>How many scopes live that hold other weights than those that are trained.</summary>
    internal int Scopes { get; set; }

    /// <summary>How many parameters have no gradient, or rows instead of one.</summary>
    internal int Missing { get; set; }

    /// <summary>The parameter of a name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Parameter this[string name] => _byName.TryGetValue(name, out Parameter? parameter)
        ? parameter
        : throw new KeyNotFoundException($"There is no parameter '{name}'. Known: {string.Join(", ", _byName.Keys.Order(StringComparer.Ordinal).Take(20))}.");

    /// <summary>Whether there is a parameter of that name.</summary>
    /// <param name="name">A name.</param>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>A new parameter of zeros in the store's own memory.</summary>
    /// <param name="name">Unique in the store, not empty, without a leading '@'.</param>
    /// <param name="shape">Its sizes.</param>
    /// <exception cref="ArgumentException">The name is taken or not allowed.</exception>
    public Parameter Add(string name, Shape shape)
        => Precision is Precision.Single ? Take<float>(name, shape) : Take<double>(name, shape);

    /// <summary>A new parameter in the store's own memory, starting at the given values.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <param name="name">Unique in the store, not empty, without a leading '@'.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="values">The weights, row by row.</param>
    /// <exception cref="ArgumentException">The name is taken, or the values are not as many as the shape says.</exception>
    public Parameter Add<T>(string name, Shape shape, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length != shape.FlattenedLength)
            throw new ArgumentException($"'{name}' has the shape {shape}, which holds {shape.FlattenedLength} weights, but {values.Length} were given.", nameof(values));
        Parameter parameter = Take<T>(name, shape);
        values.CopyTo(parameter.WeightsAs<T>());
        return parameter;
    }

    /// <summary>A parameter over memory of somebody else: updates write into it, nothing is copied.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <param name="name">Unique in the store, not empty, without a leading '@'.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="weights">The weights; an array will do.</param>
    /// <param name="gradients">The gradient, as long as the weights.</param>
    /// <exception cref="ArgumentException">The name is taken, or a length is not the shape's.</exception>
    public Parameter Borrow<T>(string name, Shape shape, Memory<T> weights, Memory<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(name);
        Parameter parameter = Join(new(this, name, shape, Parameter.Borrowed(name, shape, weights, gradients)));
        _borrowed.Add(parameter);
        return parameter;
    }

    /// <summary>A parameter over a whole array of weights and one of gradients, as a vector.</summary>
    /// <param name="name">Unique in the store, not empty, without a leading '@'.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="gradients">The gradient, as long as the weights.</param>
    /// <exception cref="ArgumentException">The name is taken, or the lengths differ.</exception>
    public Parameter Borrow(string name, float[] weights, float[] gradients)
    {
        ArgumentNullException.ThrowIfNull(weights);
        return Borrow<float>(name, [weights.Length], weights, gradients);
    }

    /// <summary>A parameter over native memory of another engine, which must outlive the store's use of it.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the store has it.</typeparam>
    /// <param name="name">Unique in the store, not empty, without a leading '@'.</param>
    /// <param name="shape">Its sizes: so many numbers are read and written.</param>
    /// <param name="weights">Address of the first weight.</param>
    /// <param name="gradients">Address of the first number of the gradient.</param>
    /// <exception cref="ArgumentException">The name is taken, or an address is zero.</exception>
    public Parameter BorrowNative<T>(string name, Shape shape, nint weights, nint gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weights == 0 || gradients == 0)
            throw new ArgumentException($"'{name}' was given a null address.", weights == 0 ? nameof(weights) : nameof(gradients));
        return Borrow(name, shape, new NativeMemory<T>(weights, shape.FlattenedLength).Memory, new NativeMemory<T>(gradients, shape.FlattenedLength).Memory);
    }

    /// <summary>Takes a parameter out; optimizers forget its state at their next update.</summary>
    /// <param name="parameter">One of this store's.</param>
    /// <exception cref="ArgumentException">It is not of this store.</exception>
    public void Remove(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!_parameters.Remove(parameter))
            throw new ArgumentException($"'{parameter.Name}' is not a parameter of this store.", nameof(parameter));
        _borrowed.Remove(parameter);
        parameter.HasGradient = true;
        parameter.SparseGradient = null;
        _byName.Remove(parameter.Name);
        Weights -= parameter.Length;
        Version++;
    }

    /// <summary>Sets every gradient to zero, as before the first backward pass of a step.</summary>
    public void ZeroGradients()
    {
        // What is the store's own lies in a few stretches.
        foreach (Arena arena in _arenas)
            arena.ClearGradients();
        foreach (Parameter parameter in _borrowed)
        {
            if (Precision is Precision.Single)
                parameter.Gradients.Clear();
            else
                parameter.GradientsAs<double>().Clear();
        }
    }

    /// <summary>The parameters in the order in which they were added.</summary>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Parameter Take<T>(string name, Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check<T>(name);
        int padded = Aligned.Padded(Math.Max(1, shape.FlattenedLength));
        if (_arena is not Arena<T> arena || arena.Free < padded)
        {
            // A large parameter gets memory of its own and leaves the shared stretch to the small ones.
            arena = new Arena<T>(Math.Max(padded, Shared));
            _arenas.Add(arena);
            if (padded < Shared)
                _arena = arena;
        }

        return Join(new(this, name, shape, arena.Take(padded)));
    }

    private void Check<T>(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.StartsWith('@'))
            throw new ArgumentException($"'{name}' begins with '@', which is kept for an optimizer's own entries.", nameof(name));
        if (_byName.ContainsKey(name))
            throw new ArgumentException($"There is a parameter '{name}' already: names are unique, because state is saved under them.", nameof(name));
        if (typeof(T) != (Precision is Precision.Single ? typeof(float) : typeof(double)))
            throw new InvalidOperationException($"This store holds {(Precision is Precision.Single ? "floats" : "doubles")}, but '{name}' was given as {typeof(T).Name}: convert it, or make the store with the other precision.");
    }

    private Parameter Join(Parameter parameter)
    {
        _parameters.Add(parameter);
        _byName.Add(parameter.Name, parameter);
        Weights += parameter.Length;
        Version++;
        return parameter;
    }
}
