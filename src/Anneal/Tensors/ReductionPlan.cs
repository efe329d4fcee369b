using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>How a reduction walks through memory: every kept offset together with every reduced offset begins a run of numbers side by side.</summary>
/// <remarks>An operation keeps its plan; nothing is computed when the next step has the same sizes.</remarks>
internal sealed class ReductionPlan
{
    private Shape _shape;
    private int[]? _dimensions;
    private bool _keeps;
    private int[] _kept = [];
    private int[] _reduced = [];
    private int[] _sizes = [];
    private int _keptCount;
    private int _reducedCount;

    /// <summary>Where the results' numbers begin.</summary>
    public ReadOnlySpan<int> Kept => _kept.AsSpan(0, _keptCount);

    /// <summary>What is added to such a place for every run that goes into the same results.</summary>
    public ReadOnlySpan<int> Reduced => _reduced.AsSpan(0, _reducedCount);

    /// <summary>Numbers side by side.</summary>
    public int Run { get; private set; }

    /// <summary>Whether a run goes into one result; otherwise its numbers go into as many results side by side.</summary>
    public bool RunIsReduced { get; private set; }

    /// <summary>Numbers that go into one result.</summary>
    public int Count => RunIsReduced ? _reducedCount * Run : _reducedCount;

    /// <summary>How many results there are.</summary>
    public int Results => RunIsReduced ? _keptCount : _keptCount * Run;

    /// <summary>The result's sizes.</summary>
    public ReadOnlySpan<int> Sizes => _sizes;

    /// <summary>Plans the reduction of a shape over some dimensions; none means all.</summary>
    /// <exception cref="ArgumentException">A dimension does not exist or occurs twice.</exception>
    public void Prepare(Shape shape, ReadOnlySpan<int> dimensions, bool keepDimensions, string name)
    {
        if (_dimensions is not null && _keeps == keepDimensions && _shape == shape && dimensions.SequenceEqual(_dimensions))
            return;
        Span<bool> reduced = stackalloc bool[shape.Rank];
        Mark(shape, dimensions, reduced, name);
        (_shape, _keeps, _dimensions) = (shape, keepDimensions, dimensions.ToArray());
        List<int> sizes = [];
        for (int i = 0; i < shape.Rank; i++)
        {
            if (!reduced[i] || keepDimensions)
                sizes.Add(reduced[i] ? 1 : shape[i]);
        }

        _sizes = [.. sizes];
        int last = shape.Rank - 1;
        while (last >= 0 && shape[last] == 1)
            last--;
        RunIsReduced = last < 0 || reduced[last];
        Run = 1;
        for (; last >= 0 && (reduced[last] == RunIsReduced || shape[last] == 1); last--)
            Run *= shape[last];
        _keptCount = Offsets(ref _kept, shape, reduced[..(last + 1)], false);
        _reducedCount = Offsets(ref _reduced, shape, reduced[..(last + 1)], true);
    }

    private static void Mark(Shape shape, ReadOnlySpan<int> dimensions, Span<bool> reduced, string name)
    {
        if (dimensions.Length == 0)
            reduced.Fill(true);
        foreach (int dimension in dimensions)
        {
            int place = Dimension.OfReduction(dimension, shape, name);
            if (shape.Rank == 0)
                continue;
            if (reduced[place])
                throw new ArgumentException($"{name}: the dimension {place} of {shape} was named twice in [{string.Join(", ", dimensions.ToArray())}].", nameof(dimensions));
            reduced[place] = true;
        }
    }

    // All sums of index·step over the dimensions of one kind, row by row.
    private static int Offsets(ref int[] offsets, Shape shape, ReadOnlySpan<bool> reduced, bool kind)
    {
        int count = 1;
        for (int i = 0; i < reduced.Length; i++)
            count *= reduced[i] == kind ? shape[i] : 1;
        if (offsets.Length < Math.Max(1, count))
            offsets = new int[Math.Max(1, count)];
        offsets[0] = 0;
        int done = 1;
        for (int i = 0; i < reduced.Length && count > 0; i++)
        {
            if (reduced[i] != kind)
                continue;
            int step = 1;
            foreach (int size in shape.Sizes[(i + 1)..])
                step *= size;
            for (int at = done - 1; at >= 0; at--)
            {
                int from = offsets[at];
                for (int j = shape[i] - 1; j >= 0; j--)
                    offsets[(at * shape[i]) + j] = from + (j * step);
            }

            done *= shape[i];
        }

        return count;
    }
}
