using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Optimizers.Averages;

/// <summary>The averages of a store's parameters and of buffers.</summary>
internal abstract class AverageMemory
{
    private protected List<(string Name, AverageEntry Entry)> Buffers { get; } = [];

    public bool HasBuffer(string name) => Buffers.Exists(buffer => buffer.Name == name);

    public void AddBuffer<T>(string name, Memory<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Buffers.Add((name, new AverageEntry<T>(values.Length, values)));

    public abstract void Take(long count);

    public abstract EvaluationScope Evaluate();

    public abstract StateArray? Of(Parameter parameter);

    public abstract void Save(OptimizerState state);

    public abstract Action Prepare(StateReader reader);
}

internal sealed class AverageMemory<T>(Average average) : AverageMemory
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Dictionary<Parameter, AverageEntry<T>> _entries = [];
    private int _version = -1;

    public override void Take(long count)
    {
        Refresh();
        foreach (Parameter parameter in average.Store.All)
        {
            AverageEntry<T> entry = _entries[parameter];
            entry.Take(parameter.WeightsAs<T>(), entry.Count == 0 ? default : average.At(entry.Count));
        }

        foreach ((_, AverageEntry buffer) in Buffers)
            buffer.Take(!average.UseBuffers || buffer.Count == 0 ? default : average.At(buffer.Count));
    }

    public override EvaluationScope Evaluate()
    {
        Refresh();
        EvaluationScope<T> scope = new(average.Store);
        foreach ((Parameter parameter, AverageEntry<T> entry) in _entries)
        {
            if (entry.Count > 0)
                entry.Values.CopyTo(scope.Keep(parameter));
        }

        foreach ((_, AverageEntry buffer) in Buffers)
        {
            if (buffer.Count > 0)
                buffer.Show(scope);
        }

        return scope;
    }

    public override StateArray? Of(Parameter parameter)
        => _entries.TryGetValue(parameter, out AverageEntry<T>? entry) && entry.Count > 0 ? new(parameter.Shape, entry.Values) : null;

    public override void Save(OptimizerState state)
    {
        Refresh();
        foreach ((Parameter parameter, AverageEntry<T> entry) in _entries)
            Save(state, parameter.Name, parameter.Shape, entry);
        foreach ((string name, AverageEntry entry) in Buffers)
            Save(state, name, [entry.Array.Length], entry);
    }

    public override Action Prepare(StateReader reader)
    {
        Refresh();
        List<Action> changes = [];
        foreach ((Parameter parameter, AverageEntry<T> entry) in _entries)
            changes.Add(Restore(reader, parameter.Name, parameter.Shape, entry));
        foreach ((string name, AverageEntry entry) in Buffers)
            changes.Add(Restore(reader, name, [entry.Array.Length], entry));
        reader.Finish();
        return () => changes.ForEach(change => change());
    }

    private static void Save(OptimizerState state, string name, Shape shape, AverageEntry entry)
    {
        state.Arrays[$"{name}.count"] = StateArray.Of(entry.Count);
        state.Arrays[$"{name}.average"] = new(shape, (Array)entry.Array.Clone());
    }

    private static Action Restore(StateReader reader, string name, Shape shape, AverageEntry entry)
    {
        long count = reader.Step($"{name}.count");
        StateArray values = reader.Take($"{name}.average", shape);
        return () => entry.Restore(values, count);
    }

    private void Refresh()
    {
        if (_version == average.Store.Version)
            return;
        Dictionary<Parameter, AverageEntry<T>> entries = [];
        foreach (Parameter parameter in average.Store)
            entries.Add(parameter, _entries.GetValueOrDefault(parameter) ?? new(parameter.Length));
        (_entries, _version) = (entries, average.Store.Version);
    }
}
