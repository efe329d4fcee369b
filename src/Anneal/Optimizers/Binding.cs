using System.Numerics;
using Anneal.Optimizers.Packing;
using Anneal.Parameters;

namespace Anneal.Optimizers;

/// <summary>An optimizer's blocks and state in the store's kind of number.</summary>
internal abstract class Binding
{
    /// <summary>Makes an update unless a guard keeps it from happening; the loss is null when nothing evaluated it.</summary>
    public abstract bool Update(Func<double>? loss, out double? value);

    /// <summary>The parameter whose gradient is the worst: not finite, or the largest.</summary>
    public abstract string Culprit();

    public abstract EvaluationScope EvaluationWeights();

    public abstract OptimizerState Save();

    public RestoreReport Restore(OptimizerState state, bool lenient)
    {
        (RestoreReport report, Action restore) = Prepare(state, lenient);
        restore();
        return report;
    }

    /// <summary>Reads and checks a state, and changes nothing yet: the action does.</summary>
    public abstract (RestoreReport Report, Action Restore) Prepare(OptimizerState state, bool lenient);
}

internal sealed partial class Binding<T>(Optimizer optimizer) : Binding
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Dictionary<Parameter, Block<T>> _parts = [];
    private Work<T>[] _works = [];
    private (int Store, int Optimizer) _version = (-1, -1);
    private bool _shown;

    public override bool Update(Func<double>? loss, out double? value)
    {
        if (optimizer.Store.Scopes > 0)
            throw new InvalidOperationException("The parameters hold the weights to evaluate with, and training those would lose the others: dispose the scope of EvaluationWeights() first.");
        Refresh();
        value = null;
        UpdateRule? evaluates = Array.Find(_works, work => work.Runs[0].Rule.NeedsClosure)?.Runs[0].Rule;
        if (evaluates is null)
            value = loss?.Invoke();
        else if (loss is null)
            throw new InvalidOperationException($"{evaluates.GetType().Name} evaluates the loss itself: call Update(loss) with a function that fills the gradients and returns the loss.");
        else if (_works.Length > 1)
            throw new InvalidOperationException($"{evaluates.GetType().Name} moves all parameters together and cannot share an optimizer with other kinds of rules: give all groups that rule, or the others an optimizer of their own.");
        foreach (Work<T> work in _works)
            Collect(work);
        if (optimizer.Guard is StepGuard guard && !Admits(guard, evaluates))
            return false;
        foreach (Work<T> work in _works)
        {
            if (work.Active.Count == 0)
                continue;
            Begin(work);
            work.Start(loss);
            work.Active[0].Rule.Update(work);
            value ??= work.Loss;
            foreach (Block<T> block in work.Active)
            {
                foreach (Block<T> part in block.Parts)
                    part.State.Step++;
            }
        }

        optimizer.Step++;
        return true;
    }

    public override EvaluationScope EvaluationWeights()
    {
        Refresh();
        // Within a scope the weights are there already: to work them out of themselves would be wrong.
        EvaluationScope<T> scope = new(optimizer.Store, () => _shown = false);
        if (_shown)
            return scope;
        foreach ((Parameter parameter, Block<T> part) in _parts)
        {
            // Before its first update a parameter has nothing else to show.
            if (part.Rule.HasEvaluationWeights && part.State.Begun)
            {
                part.Rule.Evaluation(part, scope.Keep(parameter));
                _shown = true;
            }
        }

        return scope;
    }

    public override OptimizerState Save()
    {
        Refresh();
        OptimizerState state = new();
        state.Arrays[OptimizerState.StepName] = StateArray.Of(optimizer.Step);
        foreach (Work<T> work in _works)
            Save(state, $"@{work.Family}", work.Shared);
        foreach ((Parameter parameter, Block<T> part) in _parts)
        {
            state.Arrays[$"{parameter.Name}.step"] = StateArray.Of(part.State.Step);
            Save(state, parameter.Name, part.State);
            IReadOnlyList<string> slots = part.Rule.Slots;
            for (int slot = 0; slot < slots.Count && part.State.Begun; slot++)
                state.Arrays[$"{parameter.Name}.{slots[slot]}"] = new(parameter.Shape, part.ReadSlot(slot));
        }

        return state;
    }

    public override (RestoreReport Report, Action Restore) Prepare(OptimizerState state, bool lenient)
    {
        Refresh();
        StateReader reader = new(state, lenient);
        long step = reader.IsForeign ? reader.LargestStep(_parts.Keys.Select(parameter => parameter.Name)) : reader.Step(OptimizerState.StepName);
        List<Action> changes = [];
        foreach (Work<T> work in _works)
            changes.Add(Numbers(reader, $"@{work.Family}", work.Shared, 0));
        foreach ((Parameter parameter, Block<T> part) in _parts)
            changes.Add(reader.Fits(parameter.Name, parameter.Shape, part.Rule.Slots) ? Restore(reader, parameter, part) : () => Forget(part));
        RestoreReport report = reader.Finish();
        return (report, Apply);

        void Apply()
        {
            changes.ForEach(change => change());
            optimizer.Step = step;
            // Parameters may now stand at different steps.
            _version = (-1, -1);
        }
    }

    private static Action Restore(StateReader reader, Parameter parameter, Block<T> part)
    {
        long made = reader.StepOf(parameter.Name);
        IReadOnlyList<string> slots = part.Rule.Slots;
        bool begun = slots.Count == 0 ? made > 0 : made > 0 || reader.Has($"{parameter.Name}.{slots[0]}");
        var values = new T[slots.Count][];
        for (int slot = 0; slot < slots.Count; slot++)
            values[slot] = begun ? reader.Take($"{parameter.Name}.{slots[slot]}", parameter.Shape).As<T>() : new T[parameter.Length];
        Action rest = Numbers(reader, parameter.Name, part.State, parameter.Length);
        return () =>
        {
            rest();
            (part.State.Step, part.State.Begun) = (made, begun);
            for (int slot = 0; slot < values.Length; slot++)
                part.WriteSlot(slot, values[slot]);
        };
    }

    /// <summary>Lets a parameter start afresh: half a state, such as second moments without their count, would be worse than none.</summary>
    private static void Forget(Block<T> part)
    {
        part.State.Forget();
        for (int slot = 0; slot < part.SlotNames.Count; slot++)
            part.ClearSlot(slot);
    }

    private static Action Numbers(StateReader reader, string owner, ParameterState<T> target, int length)
    {
        List<(string Name, StateArray Array)> entries = [.. reader.TakeRest(owner)];
        return () =>
        {
            target.Forget();
            foreach ((string name, StateArray array) in entries)
            {
                // Other libraries may write a number as a vector of one.
                if (array.Shape.Rank == 0 || (reader.IsForeign && length > 1 && array.Shape is { Rank: 1, FlattenedLength: 1 }))
                    target.Number(name, 0) = array.Number;
                else
                    target.Arrays[name] = (array.Shape, array.As<T>());
            }
        };
    }

    private static void Save(OptimizerState state, string owner, ParameterState<T> source)
    {
        foreach ((string name, double value) in source.Numbers)
            state.Arrays[$"{owner}.{name}"] = StateArray.Of(value);
        foreach ((string name, (Shape shape, T[] values)) in source.Arrays)
            state.Arrays[$"{owner}.{name}"] = new(shape, values.ToArray());
    }

    /// <summary>The blocks of this update: whole runs where every parameter takes part, else the parameters that do.</summary>
    private void Collect(Work<T> work)
    {
        work.Active.Clear();
        bool complete = optimizer.Store.Missing == 0;
        foreach (Block<T> run in work.Runs)
        {
            if (run.Group.FrozenUntil > optimizer.Step)
                continue;
            if (complete && !run.Diverged)
            {
                work.Active.Add(run);
                continue;
            }

            foreach (Block<T> part in run.Parts)
            {
                if (part.Parameter.SparseGradient is not null && !part.Rule.AcceptsSparse)
                    throw new InvalidOperationException($"The gradient of '{part.Parameter.Name}' is given as rows, which {part.Rule.GetType().Name} does not take: use SparseAdam or Adagrad for it, or write the rows into Gradients.");
                if (part.Parameter.HasGradient)
                    work.Active.Add(part);
                else
                    run.Diverged = true;
            }
        }
    }

    private static void Begin(Work<T> work)
    {
        foreach (Block<T> block in work.Active)
        {
            if (block.State.Begun)
                continue;
            foreach (Block<T> part in block.Parts)
            {
                part.Rule.Begin(part, work.At(part));
                part.State.Begun = true;
            }
        }
    }

    private void Refresh()
    {
        if (_version == (optimizer.Store.Version, optimizer.Version))
            return;
        Dictionary<Parameter, Block<T>> parts = [];
        List<Block<T>> runs = [];
        foreach (ParameterGroup group in optimizer.Groups)
        {
            List<Parameter> run = [];
            foreach (Parameter parameter in optimizer.Store)
            {
                if (optimizer.GroupOf(parameter) != group)
                    continue;
                if (run.Count > 0 && !Continues(run[^1], parameter, group.Rule))
                {
                    runs.Add(Lay(group, run, parts));
                    run = [];
                }

                run.Add(parameter);
            }

            if (run.Count > 0)
                runs.Add(Lay(group, run, parts));
        }

        _works = [.. runs.GroupBy(run => run.Rule.Family).Select(family => new Work<T>(optimizer, [.. family],
            Array.Find(_works, old => old.Family == family.Key)?.Shared ?? new()))];
        _parts = parts;
        _version = (optimizer.Store.Version, optimizer.Version);
    }

    private bool Continues(Parameter last, Parameter next, UpdateRule rule)
    {
        (Storage<T> left, Storage<T> right) = (last.As<T>(), next.As<T>());
        return !rule.PerParameter && rule.StatePrecision is StatePrecision.Full && left.Arena is not null && left.Arena == right.Arena && left.Offset + left.Weights.Length == right.Offset
            && StateOf(last) is var before && StateOf(next) is var after && (before?.Step ?? 0) == (after?.Step ?? 0) && (before?.Begun ?? false) == (after?.Begun ?? false);
    }

    private ParameterState<T>? StateOf(Parameter parameter) => _parts.GetValueOrDefault(parameter)?.State;

    /// <summary>Gives parameters that lie side by side one stretch of memory per slot, and carries over what they remember.</summary>
    private Block<T> Lay(ParameterGroup group, List<Parameter> parameters, Dictionary<Parameter, Block<T>> parts)
    {
        IReadOnlyList<string> names = group.Rule.Slots;
        Storage<T> first = parameters[0].As<T>();
        int length = parameters.Sum(parameter => parameter.As<T>().Weights.Length);
        // Packed slots are laid out parameter by parameter.
        bool packs = group.Rule.StatePrecision is not StatePrecision.Full;
        Memory<T>[] slots = packs ? [] : [.. names.Select(_ => Aligned.Allocate<T>(length))];
        int at = 0;
        List<Block<T>> laid = [];
        foreach (Parameter parameter in parameters)
        {
            Storage<T> storage = parameter.As<T>();
            (int from, at) = (at, at + storage.Weights.Length);
            Block<T> part = new(group, parameter, StateOf(parameter) ?? new(), storage.Weights, storage.Gradients, [.. slots.Select(slot => slot[from..at])],
                packs ? [.. names.Select(name => PackedSlot.Of(group.Rule.StatePrecision, Aligned.Padded(storage.Weights.Length), group.Rule.IsNonNegative(name)))] : []);
            if (_parts.TryGetValue(parameter, out Block<T>? old))
                Carry(old, part, names);
            laid.Add(part);
            parts.Add(parameter, part);
        }

        return laid.Count == 1 ? laid[0]
            : new([.. laid], first.Arena!.Weights.Slice(first.Offset, length), first.Arena.Gradients.Slice(first.Offset, length), slots);
    }

    private static void Carry(Block<T> old, Block<T> part, IReadOnlyList<string> names)
    {
        IReadOnlyList<string> had = old.SlotNames;
        for (int slot = 0; slot < names.Count; slot++)
        {
            int before = had.ToList().IndexOf(names[slot]);
            if (before >= 0)
                part.WriteSlot(slot, old.ReadSlot(before));
        }

        // A rule that remembers something new must fill it first.
        if (names.Any(name => !had.Contains(name)))
            part.State.Begun = false;
    }
}
