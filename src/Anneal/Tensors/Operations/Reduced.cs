using System.Numerics;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>The arithmetic that turns several numbers into one.</summary>
internal interface IReduction
{
    /// <summary>Whether there is no result of no numbers.</summary>
    static virtual bool NeedsNumbers => false;

    /// <summary>The result.</summary>
    T Value<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Writes the gradient of every number, given the result's.</summary>
    void Slope<T>(ReadOnlySpan<T> values, T result, T gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A reduction over some dimensions; numbers that do not lie side by side are gathered first.</summary>
internal sealed unsafe class Reduced<TReduction> : GenericOperation
    where TReduction : struct, IReduction
{
    private readonly ReductionPlan _plan = new();
    private TReduction _reduction;

    public override string Name => typeof(TReduction).Name;

    public override long Work => First!.Stored;

    public static Tensor Of(Operation x, ReadOnlySpan<int> dimensions, bool keepDimensions, TReduction reduction = default)
    {
        Reduced<TReduction> operation = Take<Reduced<TReduction>>(x);
        operation._reduction = reduction;
        operation._plan.Prepare(x.Shape, dimensions, keepDimensions, operation.Name);
        if (TReduction.NeedsNumbers && operation._plan is { Count: 0, Results: > 0 })
            throw new ArgumentException($"{operation.Name}: along [{string.Join(", ", dimensions.ToArray())}] the shape {x.Shape} has no numbers, and {operation.Name} of nothing is nothing.");
        operation.Shaped(operation._plan.Sizes);
        operation.Forward();
        return operation.Result();
    }

    protected override void Forward<T>()
    {
        Runs<T> runs = new(_plan, (T*)First!.Address, _plan is { RunIsReduced: true, Reduced.Length: 1 } ? default : (T*)Scratch((long)_plan.Count * sizeof(T)));
        T* y = (T*)Address;
        for (int i = 0; i < _plan.Results; i++)
            y[i] = _reduction.Value(runs.At(i));
    }

    protected override void Backward<T>()
    {
        T* y = (T*)Address, gradient = (T*)GradientAddress, to = (T*)First!.WriteGradient(out bool add);
        // Twice as much room as one result's numbers take: the numbers, and their gradients.
        T* room = (T*)Scratch(2L * _plan.Count * sizeof(T));
        Runs<T> runs = new(_plan, (T*)First.Address, room), slopes = new(_plan, to, default);
        Span<T> slope = new(room + _plan.Count, _plan.Count);
        for (int i = 0; i < _plan.Results; i++)
        {
            _reduction.Slope(runs.At(i), y[i], gradient[i], slope);
            slopes.Take(i, slope, add);
        }
    }

    /// <summary>The numbers of one result after another.</summary>
    private readonly ref struct Runs<T>(ReductionPlan plan, T* memory, T* room)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        /// <summary>The numbers that go into a result, side by side.</summary>
        public ReadOnlySpan<T> At(int result)
        {
            ReadOnlySpan<int> reduced = plan.Reduced;
            T* from = Start(result);
            if (plan.RunIsReduced && reduced.Length == 1)
                return new(from, plan.Run);
            T* to = room;
            foreach (int offset in reduced)
            {
                if (plan.RunIsReduced)
                    new ReadOnlySpan<T>(from + offset, plan.Run).CopyTo(new(to, plan.Run));
                else
                    *to = from[offset];
                to += plan.RunIsReduced ? plan.Run : 1;
            }

            return new(room, plan.Count);
        }

        /// <summary>Puts numbers back to where those of a result came from.</summary>
        public void Take(int result, ReadOnlySpan<T> values, bool add)
        {
            T* to = Start(result);
            foreach (int offset in plan.Reduced)
            {
                int run = plan.RunIsReduced ? plan.Run : 1;
                Span<T> place = new(to + offset, run);
                if (add)
                    Sums.Add(values[..run], place);
                else
                    values[..run].CopyTo(place);
                values = values[run..];
            }
        }

        private T* Start(int result) => memory + (plan.RunIsReduced ? plan.Kept[result] : plan.Kept[result / plan.Run] + (result % plan.Run));
    }
}
