namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The largest numbers along a dimension and where they stand, PyTorch's max(dim). Of equal ones the first counts and gets the whole gradient; NaN wins.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <returns>The numbers, and their places along the dimension in the same order.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or nothing along it.</exception>
    public (Tensor Values, int[] Indices) MaxWithIndex(int dimension, bool keepDimensions = false)
    {
        Extremum operation = Extremum.Of(Node.Plain(), dimension, keepDimensions, false);
        return (operation.Result(), operation.Indices.ToArray());
    }

    /// <summary>The smallest numbers along a dimension and where they stand, PyTorch's min(dim). Of equal ones the first counts and gets the whole gradient; NaN wins.</summary>
    /// <param name="dimension">From 0, or from −1 backwards.</param>
    /// <param name="keepDimensions">Whether the dimension stays with size 1; default false.</param>
    /// <returns>The numbers, and their places along the dimension in the same order.</returns>
    /// <exception cref="ArgumentException">There is no such dimension, or nothing along it.</exception>
    public (Tensor Values, int[] Indices) MinWithIndex(int dimension, bool keepDimensions = false)
    {
        Extremum operation = Extremum.Of(Node.Plain(), dimension, keepDimensions, true);
        return (operation.Result(), operation.Indices.ToArray());
    }

    /// <summary>Where the largest numbers along a dimension stand; of equal ones the first. For logits, the classes they vote for.</summary>
    /// <param name="dimension">From 0, or from −1 backwards; default the last.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or nothing along it.</exception>
    public int[] ArgMax(int dimension = -1) => MaxWithIndex(dimension).Indices;

    /// <summary>Where the smallest numbers along a dimension stand; of equal ones the first.</summary>
    /// <param name="dimension">From 0, or from −1 backwards; default the last.</param>
    /// <exception cref="ArgumentException">There is no such dimension, or nothing along it.</exception>
    public int[] ArgMin(int dimension = -1) => MinWithIndex(dimension).Indices;
}

/// <summary>Largest or smallest numbers along one dimension, with their places.</summary>
internal sealed unsafe class Extremum : GenericOperation
{
    private int[] _indices = [];
    private int _count;
    private int _inner;
    private bool _smallest;

    public override string Name => _smallest ? nameof(Tensor.MinWithIndex) : nameof(Tensor.MaxWithIndex);

    public override long Work => First!.Stored;

    /// <summary>Places along the dimension.</summary>
    public ReadOnlySpan<int> Indices => _indices.AsSpan(0, Stored);

    public static Extremum Of(Operation x, int dimension, bool keepDimensions, bool smallest)
    {
        string name = smallest ? nameof(Tensor.MinWithIndex) : nameof(Tensor.MaxWithIndex);
        int place = Dimension.OfReduction(dimension, x.Shape, name);
        int count = x.Shape.Rank == 0 ? 1 : x.Shape[place];
        if (count == 0)
            throw new ArgumentException($"{name}: along the dimension {place} the shape {x.Shape} has no numbers, and none of them is the largest or smallest.");
        Extremum operation = Take<Extremum>(x);
        (operation._smallest, operation._count, operation._inner) = (smallest, count, 1);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        int rank = 0;
        for (int i = 0; i < x.Shape.Rank; i++)
        {
            if (i > place)
                operation._inner *= x.Shape[i];
            if (i != place || keepDimensions)
                sizes[rank++] = i == place ? 1 : x.Shape[i];
        }

        operation.Shaped(sizes[..rank]);
        if (operation._indices.Length < operation.Stored)
            operation._indices = new int[operation.Stored];
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        T* x = (T*)First!.Address, y = (T*)Address;
        for (int i = 0; i < Stored; i++)
        {
            T* from = x + Start(i);
            T best = *from;
            int at = 0;
            for (int j = 1; j < _count && !T.IsNaN(best); j++)
            {
                T value = from[(long)j * _inner];
                if ((_smallest ? value < best : value > best) || T.IsNaN(value))
                    (best, at) = (value, j);
            }

            (y[i], _indices[i]) = (best, at);
        }
    }

    protected override void Backward<T>()
    {
        ReadOnlySpan<T> gradient = Gradient<T>();
        Span<T> to = First!.AddGradient<T>();
        for (int i = 0; i < gradient.Length; i++)
            to[Start(i) + (_indices[i] * _inner)] += gradient[i];
    }

    private int Start(int result) => (result / _inner * _inner * _count) + (result % _inner);
}
