using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>One entry along the first dimension, which is gone from the result: a row of a matrix, an image of a batch. A view.</summary>
    /// <param name="index">From 0, or from the end with <c>^1</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public Tensor this[Index index]
    {
        get
        {
            Operation node = Node.Plain();
            int dimension = Dimension.Of(0, node.Shape, "The indexer");
            int at = index.GetOffset(node.Shape[dimension]);
            if (at < 0 || at >= node.Shape[0])
                throw new ArgumentOutOfRangeException(nameof(index), index, $"The first dimension of {node.Shape} has entries from 0 to {node.Shape[0] - 1}.");
            return Part.Entry(node, at).Result();
        }
    }

    /// <summary>Entries along the first dimension, in order: some rows of a matrix, some images of a batch. A view.</summary>
    /// <param name="range">For example <c>2..5</c> or <c>^3..</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It leaves the first dimension.</exception>
    public Tensor this[Range range]
    {
        get
        {
            Operation node = Node.Plain();
            int size = node.Shape[Dimension.Of(0, node.Shape, "The indexer")];
            return Slice(0, range.Start.GetOffset(size), range.End.GetOffset(size));
        }
    }

    /// <summary>Entries along one dimension: a view where the numbers lie together, as along the first; a copy otherwise.</summary>
    /// <param name="dimension">Which; negative from the end.</param>
    /// <param name="from">The first entry, from 0.</param>
    /// <param name="to">The entry behind the last; at most the size.</param>
    /// <param name="step">1 for every entry, 2 for every other one, and so on; default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The dimension has not these entries, or the step is below 1.</exception>
    public Tensor Slice(int dimension, int from, int to, int step = 1)
    {
        Operation node = Node.Plain();
        dimension = Dimension.Of(dimension, node.Shape, "Slice");
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        if (from < 0 || from > to || to > node.Shape[dimension])
            throw new ArgumentOutOfRangeException(nameof(from), $"{from}..{to}", $"Slice: the dimension {dimension} of {node.Shape} has entries from 0 to {node.Shape[dimension] - 1}, and the first must not lie behind the last.");
        return Part.Of(node, dimension, from, to, step).Result();
    }

    /// <summary>Pieces along one dimension, in order; each as <see cref="Slice"/> gives it.</summary>
    /// <param name="dimension">Which; negative from the end.</param>
    /// <param name="sizes">How many entries each piece takes; together they take all.</param>
    /// <exception cref="ArgumentException">The sizes do not add up to that of the dimension.</exception>
    public Tensor[] Split(int dimension, params ReadOnlySpan<int> sizes)
    {
        Operation node = Node.Plain();
        dimension = Dimension.Of(dimension, node.Shape, "Split");
        long total = 0;
        foreach (int size in sizes)
            total += size;
        if (total != node.Shape[dimension] || sizes.ContainsAnyInRange(int.MinValue, -1))
            throw new ArgumentException($"Split: the pieces [{string.Join(", ", sizes.ToArray())}] do not add up to the dimension {dimension} of {node.Shape}.", nameof(sizes));
        Tensor[] pieces = new Tensor[sizes.Length];
        int from = 0;
        for (int i = 0; i < pieces.Length; i++)
        {
            pieces[i] = Part.Of(node, dimension, from, from + sizes[i], 1).Result();
            from += sizes[i];
        }

        return pieces;
    }
}

/// <summary>A part of the operand; what lies beside it gets no gradient.</summary>
internal sealed unsafe class Part : Operation
{
    // Sizes and steps within the operand; the result may have one dimension less.
    private int[] _sizes = [];
    private nint[] _steps = [];
    private nint _offset;

    public static Operation Of(Operation x, int dimension, int from, int to, int step)
    {
        Part operation = Take<Part>(x);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        x.Shape.Sizes.CopyTo(sizes);
        // Without the detour over the sum, which a large step would overflow.
        sizes[dimension] = to > from ? ((to - from - 1) / step) + 1 : 0;
        operation.Locate(sizes, dimension, from, step);
        operation.Take(sizes);
        return operation;
    }

    public static Operation Entry(Operation x, int index)
    {
        Part operation = Take<Part>(x);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        x.Shape.Sizes.CopyTo(sizes);
        sizes[0] = 1;
        operation.Locate(sizes, 0, index, 1);
        operation.Take(sizes[1..]);
        return operation;
    }

    public override void Backward()
    {
        if (Precision is Precision.Single)
            Backward<float>();
        else
            Backward<double>();
    }

    private void Locate(ReadOnlySpan<int> sizes, int dimension, int from, int step)
    {
        if (_sizes.Length != sizes.Length)
            (_sizes, _steps) = (new int[sizes.Length], new nint[sizes.Length]);
        sizes.CopyTo(_sizes);
        Dimension.Steps(First!.Shape.Sizes, _steps);
        _offset = from * _steps[dimension];
        _steps[dimension] *= step;
    }

    private void Take(ReadOnlySpan<int> sizes)
    {
        if (LiesTogether())
        {
            View(sizes, First!, _offset);
            return;
        }

        Shaped(sizes);
        if (Precision is Precision.Single)
            Forward<float>();
        else
            Forward<double>();
    }

    private bool LiesTogether()
    {
        nint step = 1;
        for (int i = _sizes.Length - 1; i >= 0; i--)
        {
            if (_sizes[i] != 1 && _steps[i] != step)
                return false;
            step *= _sizes[i];
        }

        return true;
    }

    private void Forward<T>()
        where T : unmanaged, INumber<T>
    {
        Span<nint> steps = stackalloc nint[_sizes.Length];
        Dimension.Steps(_sizes, steps);
        Strided.Copy(_sizes, (T*)First!.Address + _offset, _steps, (T*)Address, steps, false);
    }

    private void Backward<T>()
        where T : unmanaged, INumber<T>
    {
        Span<nint> steps = stackalloc nint[_sizes.Length];
        Dimension.Steps(_sizes, steps);
        fixed (T* to = First!.AddGradient<T>())
            Strided.Copy(_sizes, (T*)GradientAddress, steps, to + _offset, _steps, true);
    }
}
