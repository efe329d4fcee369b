namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The same numbers without the dimensions of size 1; nothing is copied.</summary>
    public Tensor Squeeze()
    {
        Operation node = Node.Plain();
        Span<int> sizes = stackalloc int[node.Shape.Rank];
        int kept = 0;
        foreach (int size in node.Shape.Sizes)
        {
            if (size != 1)
                sizes[kept++] = size;
        }

        return Tensors.Reshape.To(node, sizes[..kept]).Result();
    }

    /// <summary>The same numbers without one dimension of size 1; nothing is copied.</summary>
    /// <param name="dimension">Which; negative from the end.</param>
    /// <exception cref="ArgumentException">Its size is not 1.</exception>
    public Tensor Squeeze(int dimension)
    {
        Operation node = Node.Plain();
        dimension = Dimension.Of(dimension, node.Shape, "Squeeze");
        if (node.Shape[dimension] != 1)
            throw new ArgumentException($"Squeeze: the dimension {dimension} of {node.Shape} has {node.Shape[dimension]} entries, and only a size of 1 can be left out.", nameof(dimension));
        Span<int> sizes = stackalloc int[node.Shape.Rank - 1];
        node.Shape.Sizes[..dimension].CopyTo(sizes);
        node.Shape.Sizes[(dimension + 1)..].CopyTo(sizes[dimension..]);
        return Tensors.Reshape.To(node, sizes).Result();
    }

    /// <summary>The same numbers with one more dimension, of size 1; nothing is copied.</summary>
    /// <param name="dimension">Where it stands in the result; −1 is behind all others.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Tensor Unsqueeze(int dimension)
    {
        Operation node = Node.Plain();
        dimension = Dimension.Of(dimension, node.Shape, "Unsqueeze", node.Shape.Rank + 1);
        Span<int> sizes = stackalloc int[node.Shape.Rank + 1];
        node.Shape.Sizes[..dimension].CopyTo(sizes);
        sizes[dimension] = 1;
        node.Shape.Sizes[dimension..].CopyTo(sizes[(dimension + 1)..]);
        return Tensors.Reshape.To(node, sizes).Result();
    }

    /// <summary>Dimensions that follow each other, made one; nothing is copied. <c>Flatten(1)</c> makes images rows.</summary>
    /// <param name="from">The first of them; default 0.</param>
    /// <param name="to">The last of them; default −1, the last of all.</param>
    /// <exception cref="ArgumentException">The first stands behind the last.</exception>
    public Tensor Flatten(int from = 0, int to = -1)
    {
        Operation node = Node.Plain();
        if (node.Shape.Rank == 0)
            return Tensors.Reshape.To(node, [1]).Result();
        (from, to) = (Dimension.Of(from, node.Shape, "Flatten"), Dimension.Of(to, node.Shape, "Flatten"));
        if (from > to)
            throw new ArgumentException($"Flatten: of the dimensions of {node.Shape}, the first to join, {from}, stands behind the last, {to}.", nameof(from));
        Span<int> sizes = stackalloc int[node.Shape.Rank - (to - from)];
        node.Shape.Sizes[..from].CopyTo(sizes);
        sizes[from] = 1;
        foreach (int size in node.Shape.Sizes[from..(to + 1)])
            sizes[from] *= size;
        node.Shape.Sizes[(to + 1)..].CopyTo(sizes[(from + 1)..]);
        return Tensors.Reshape.To(node, sizes).Result();
    }
}
