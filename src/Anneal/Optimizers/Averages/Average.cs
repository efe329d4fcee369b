using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Optimizers.Averages;

/// <summary>An average of the weights over the updates of a run, to evaluate and to ship: it often generalises better than the last weights do.</summary>
/// <remarks>
/// Call <see cref="Update"/> after each update of the optimizer and evaluate within <see cref="EvaluationWeights"/>. The first average is a copy, so no
/// start weighs too much. Parameters that join later begin with a copy of their own. Statistics of batch norms belong to weights: add them with
/// <see cref="AddBuffer{T}"/>, or run the model once over the data within the scope.
/// </remarks>
public abstract class Average
{
    private readonly AverageMemory _memory;

    private protected Average(ParameterStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        _memory = store.Precision is Precision.Single ? new AverageMemory<float>(this) : new AverageMemory<double>(this);
    }

    /// <summary>The parameters that are averaged.</summary>
    public ParameterStore Store { get; }

    /// <summary>The first call of <see cref="Update"/> that counts, from 1, the default: weights of the beginning need not be averaged in.</summary>
    public long From { get; init => field = Hyper.AtLeast(1L, value); } = 1;

    /// <summary>Every how many calls from there on count; default 1. With an average per epoch: the updates of an epoch.</summary>
    public long Every { get; init => field = Hyper.AtLeast(1L, value); } = 1;

    /// <summary>Whether buffers are averaged too (true), or copied whenever the weights are averaged (false, the default).</summary>
    public bool UseBuffers { get; init; }

    /// <summary>How often <see cref="Update"/> was called.</summary>
    public long Calls { get; private set; }

    /// <summary>How many weights went into the average; 0 means that there is none yet.</summary>
    public long Count { get; private set; }

    /// <summary>Lets numbers that are no parameters follow the weights, such as the running mean of a batch norm.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="name">Unique among buffers and parameters.</param>
    /// <param name="values">The model's own memory: it is read at each update and written for an evaluation.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void AddBuffer<T>(string name, Memory<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Store.Contains(name) || _memory.HasBuffer(name))
            throw new ArgumentException($"There is a parameter or a buffer '{name}' already: names are unique, because averages are saved under them.", nameof(name));
        _memory.AddBuffer(name, values);
    }

    /// <summary>Takes the present weights into the average, if it is their turn.</summary>
    /// <returns>Whether it was.</returns>
    /// <exception cref="InvalidOperationException">The parameters hold weights to evaluate with.</exception>
    public bool Update()
    {
        if (Store.Scopes > 0)
            throw new InvalidOperationException("The parameters hold the weights to evaluate with, which are not to be averaged in: dispose the scope of EvaluationWeights() first.");
        long past = ++Calls - From;
        if (past < 0 || past % Every != 0)
            return false;
        _memory.Take(Count);
        Count++;
        return true;
    }

    /// <summary>Puts the average in place of the weights; disposing brings the training weights back, also after an exception.</summary>
    /// <returns>The scope: <c>using (average.EvaluationWeights()) Validate();</c></returns>
    /// <exception cref="InvalidOperationException">Nothing was averaged yet.</exception>
    public EvaluationScope EvaluationWeights()
        => Count > 0 ? _memory.Evaluate() : throw new InvalidOperationException(
            $"Nothing was averaged yet: Update was called {Calls} times, and averaging begins with call {From}. Evaluate with the weights themselves until Count is above 0.");

    /// <summary>The average of one parameter, a copy.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameter">One of the store's.</param>
    /// <exception cref="InvalidOperationException">Nothing of it was averaged yet.</exception>
    public T[] Of<T>(Parameter parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _memory.Of(parameter)?.As<T>() ?? throw new InvalidOperationException($"Nothing of '{parameter.Name}' was averaged yet.");
    }

    /// <summary>A copy of the average: <c>fc.weight.average</c>, <c>fc.weight.count</c>, and for all <c>@step</c> and <c>@average.count</c>.</summary>
    public OptimizerState Save()
    {
        OptimizerState state = new();
        state.Arrays["@step"] = StateArray.Of(Calls);
        state.Arrays["@average.count"] = StateArray.Of(Count);
        _memory.Save(state);
        return state;
    }

    /// <summary>Takes over a saved average; the next update does what the saved one's would have done.</summary>
    /// <param name="state">What <see cref="Save"/> gave, for parameters and buffers of the same names and shapes.</param>
    /// <exception cref="ArgumentException">A name or shape differs, or something is missing; nothing was changed.</exception>
    public void Restore(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Prepare(state)();
    }

    /// <summary>Checks a saved average and changes nothing yet: what it gives takes it over.</summary>
    internal Action Prepare(OptimizerState state)
    {
        StateReader reader = new(state);
        (long calls, long count) = (reader.Step("@step"), reader.Step("@average.count"));
        Action restore = _memory.Prepare(reader);
        return () =>
        {
            restore();
            (Calls, Count) = (calls, count);
        };
    }

    /// <summary>What the present value is multiplied with and what the average, or for a mean the divisor.</summary>
    /// <param name="count">How many were averaged before, at least 1.</param>
    internal abstract AverageStep At(long count);
}

/// <summary>One step: a·<paramref name="Keep"/> + w·<paramref name="Take"/>, or a + (w − a)/<paramref name="Divisor"/> when that is not 0.</summary>
internal readonly record struct AverageStep(double Keep, double Take, double Divisor);
