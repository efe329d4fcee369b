using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Entries of this table along its first dimension, in the order asked for; the gradients of an entry asked for twice add up.</summary>
    /// <param name="rows">Which, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such entry.</exception>
    public Tensor Lookup(params ReadOnlySpan<int> rows) => RowLookup.Of(Node.Plain(), rows, [rows.Length], null, false).Result();

    /// <summary>Entries of this table along its first dimension: [rows, width] becomes [shape, width]. PyTorch's <c>embedding</c>.</summary>
    /// <param name="rows">Which, from 0, row by row.</param>
    /// <param name="shape">How the entries stand in the result; it holds as many numbers as there are rows asked for.</param>
    /// <param name="padding">An entry that stands for nothing and never gets a gradient; default none.</param>
    /// <param name="average">Whether the gradients of an entry asked for several times are averaged; default false: they add up. PyTorch's <c>scale_grad_by_freq</c>.</param>
    /// <exception cref="ArgumentException">The shape holds more or fewer entries.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The table has no such entry.</exception>
    public Tensor Lookup(ReadOnlySpan<int> rows, Shape shape, int? padding = null, bool average = false)
    {
        if (shape.FlattenedLength != rows.Length)
            throw new ArgumentException($"Lookup: the shape {shape} holds {shape.FlattenedLength} entries, but {rows.Length} were asked for.", nameof(shape));
        return RowLookup.Of(Node.Plain(), rows, shape.Sizes, padding, average).Result();
    }
}

/// <summary>Rows of a table.</summary>
internal sealed unsafe class RowLookup : Operation
{
    private int[] _rows = [];
    private int[] _uses = [];
    private int _count;
    private int _padding;
    private bool _average;

    public override string Name => "Lookup";

    public static Operation Of(Operation table, ReadOnlySpan<int> rows, ReadOnlySpan<int> shape, int? padding, bool average)
    {
        if (table.Shape.Rank == 0)
            throw new ArgumentException("Lookup: a single number is no table.");
        int entries = table.Shape[0];
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)entries)
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"Lookup: the table {table.Shape} has entries from 0 to {entries - 1}.");
        }

        if (padding is int unused && (uint)unused >= (uint)entries)
            throw new ArgumentOutOfRangeException(nameof(padding), padding, $"Lookup: the table {table.Shape} has entries from 0 to {entries - 1}.");
        RowLookup operation = Take<RowLookup>(table);
        Span<int> sizes = stackalloc int[shape.Length + table.Shape.Rank - 1];
        shape.CopyTo(sizes);
        table.Shape.Sizes[1..].CopyTo(sizes[shape.Length..]);
        operation.Shaped(sizes);
        if (operation._rows.Length < rows.Length)
            operation._rows = new int[rows.Length];
        rows.CopyTo(operation._rows);
        (operation._count, operation._padding, operation._average) = (rows.Length, padding ?? -1, average);
        if (operation.Precision is Precision.Single)
            operation.Forward<float>();
        else
            operation.Forward<double>();
        return operation;
    }

    public override void Backward()
    {
        if (_average)
            Count();
        if (Precision is Precision.Single)
            Backward<float>();
        else
            Backward<double>();
    }

    private void Forward<T>()
        where T : unmanaged
    {
        if (_count == 0)
            return;
        int width = Stored / _count;
        ReadOnlySpan<T> table = First!.Values<T>();
        Span<T> y = Values<T>();
        for (int i = 0; i < _count; i++)
            table.Slice(_rows[i] * width, width).CopyTo(y[(i * width)..]);
    }

    private void Backward<T>()
        where T : unmanaged, INumber<T>
    {
        Span<T> to = First!.AddGradient<T>();
        if (_count == 0)
            return;
        int width = Stored / _count;
        for (int i = 0; i < _count; i++)
        {
            int row = _rows[i];
            if (row == _padding)
                continue;
            Span<T> gradient = Gradient<T>().Slice(i * width, width), sum = to.Slice(row * width, width);
            if (_average && _uses[row] > 1)
                AddShare(gradient, T.CreateTruncating(_uses[row]), sum);
            else
                Sums.Add(gradient, sum);
        }
    }

    private static void AddShare<T>(ReadOnlySpan<T> gradient, T uses, Span<T> to)
        where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < gradient.Length; i++)
            to[i] += gradient[i] / uses;
    }

    private void Count()
    {
        int entries = First!.Shape[0];
        if (_uses.Length < entries)
            _uses = new int[entries];
        _uses.AsSpan().Clear();
        foreach (int row in _rows.AsSpan(0, _count))
            _uses[row]++;
    }
}
