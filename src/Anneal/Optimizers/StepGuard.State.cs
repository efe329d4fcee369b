namespace Anneal.Optimizers;

public sealed partial class StepGuard
{
    private const string SnapshotWeights = "@snapshot.weights.";
    private const string SnapshotState = "@snapshot.state.";
    private const string SnapshotStep = "@snapshot.step";

    /// <summary>A copy of all it has seen and counted, and of its snapshot: <c>@guard.norms</c>, <c>@guard.seen</c>, …</summary>
    public OptimizerState Save()
    {
        OptimizerState state = new();
        int count = (int)Math.Min(_seen, _norms.Length);
        double[] norms = [.. Enumerable.Range(0, count).Select(i => _norms[(_seen - count + i) % _norms.Length])];
        state.Arrays["@guard.norms"] = new([count], norms);
        foreach ((string name, double value) in (ReadOnlySpan<(string, double)>)
            [("seen", _seen), ("skipped", Skipped), ("shrunk", Shrunk), ("rolled_back", RolledBack), ("in_a_row", InARow), ("norm", Norm), ("limit", Limit), ("last", Last is GuardAction last ? (int)last : -1)])
            state.Arrays["@guard." + name] = StateArray.Of(value);
        if (Snapshot is null)
            return state;
        state.Arrays[SnapshotStep] = StateArray.Of(Snapshot.Step);
        foreach ((string name, StateArray array) in Snapshot.Weights)
            state.Arrays[SnapshotWeights + name] = array;
        foreach ((string name, StateArray array) in Snapshot.State.Arrays)
            state.Arrays[SnapshotState + name] = array;
        return state;
    }

    /// <summary>Takes over what another guard has seen; the next decision is that guard's. Of a longer window the last norms are taken.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="ArgumentException">Something is missing, or of another kind; nothing was changed.</exception>
    public void Restore(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Prepare(state)();
    }

    /// <summary>Checks a saved state and changes nothing yet: what it gives takes it over.</summary>
    internal Action Prepare(OptimizerState state)
    {
        double[] norms = state.Arrays.TryGetValue("@guard.norms", out StateArray? array) ? array.As<double>() : throw Missing("@guard.norms");
        (long seen, long skipped, long shrunk, long rolledBack, int inARow) = (Count("seen"), Count("skipped"), Count("shrunk"), Count("rolled_back"), (int)Count("in_a_row"));
        (double norm, double limit, int last) = (Number("norm"), Number("limit"), (int)Number("last"));
        GuardSnapshot? snapshot = state.Arrays.TryGetValue(SnapshotStep, out StateArray? step) ? new((long)step.Number, new OptimizerState(), Part(state, SnapshotWeights)) : null;
        foreach ((string name, StateArray kept) in Part(state, SnapshotState))
            snapshot?.State.Arrays.Add(name, kept);
        return () =>
        {
            double[] fitting = norms[^Math.Min(norms.Length, _norms.Length)..];
            // A longer window than the saved one is not full yet.
            _seen = fitting.Length < Math.Min(seen, _norms.Length) ? fitting.Length : seen;
            for (int i = 0; i < fitting.Length; i++)
                _norms[(_seen - fitting.Length + i) % _norms.Length] = fitting[i];
            (Skipped, Shrunk, RolledBack, InARow, Norm, Limit, Snapshot) = (skipped, shrunk, rolledBack, inARow, norm, limit, snapshot);
            Last = last < 0 ? null : (GuardAction)last;
        };

        double Number(string name) => state.Arrays.TryGetValue("@guard." + name, out StateArray? one) && one.Values.Length == 1 ? one.Number : throw Missing("@guard." + name);

        long Count(string name) => Number(name) is >= 0 and <= 1L << 53 and double value ? (long)value : throw new ArgumentException($"The guard's '@guard.{name}' is no count.", nameof(state));
    }

    private static SortedDictionary<string, StateArray> Part(OptimizerState state, string prefix)
    {
        SortedDictionary<string, StateArray> part = new(StringComparer.Ordinal);
        foreach ((string name, StateArray array) in state.Arrays)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                part.Add(name[prefix.Length..], array);
        }

        return part;
    }

    private static ArgumentException Missing(string name) => new($"The state has no '{name}': it was not saved by a guard.");
}
