using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The dimensions in another order; the numbers are copied.</summary>
    /// <param name="dimensions">For each dimension of the result, the one of this tensor that goes there; each exactly once, negative ones from the end.</param>
    /// <exception cref="ArgumentException">A dimension is missing or named twice.</exception>
    public Tensor Permute(params ReadOnlySpan<int> dimensions)
    {
        Operation node = Node.Plain();
        int rank = node.Shape.Rank;
        Span<int> order = stackalloc int[rank];
        order.Fill(-1);
        if (dimensions.Length != rank)
            throw new ArgumentException($"Permute: {node.Shape} has {rank} dimensions, but {dimensions.Length} were named: name each exactly once.", nameof(dimensions));
        for (int i = 0; i < rank; i++)
        {
            int dimension = Dimension.Of(dimensions[i], node.Shape, "Permute");
            if (order.Contains(dimension))
                throw new ArgumentException($"Permute: the dimension {dimension} of {node.Shape} was named twice: name each exactly once.", nameof(dimensions));
            order[i] = dimension;
        }

        return Permutation.Of(node, order).Result();
    }

    /// <summary>Two dimensions change places; the numbers are copied.</summary>
    /// <param name="first">One dimension; default the last but one.</param>
    /// <param name="second">The other; default the last.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Transpose(int first = -2, int second = -1)
    {
        Operation node = Node.Plain();
        Span<int> order = stackalloc int[node.Shape.Rank];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        (first, second) = (Dimension.Of(first, node.Shape, "Transpose"), Dimension.Of(second, node.Shape, "Transpose"));
        (order[first], order[second]) = (second, first);
        return Permutation.Of(node, order).Result();
    }
}

/// <summary>Numbers in another order of dimensions.</summary>
internal sealed unsafe class Permutation : GenericOperation
{
    // How far apart the operand's numbers lie along each dimension of the result.
    private nint[] _from = [];

    public static Operation Of(Operation x, ReadOnlySpan<int> order)
    {
        Permutation operation = Take<Permutation>(x);
        Span<int> sizes = stackalloc int[order.Length];
        Span<nint> steps = stackalloc nint[order.Length];
        Dimension.Steps(x.Shape.Sizes, steps);
        if (operation._from.Length != order.Length)
            operation._from = new nint[order.Length];
        for (int i = 0; i < order.Length; i++)
            (sizes[i], operation._from[i]) = (x.Shape[order[i]], steps[order[i]]);
        operation.Shaped(sizes);
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        Span<nint> steps = stackalloc nint[Shape.Rank];
        Dimension.Steps(Shape.Sizes, steps);
        Strided.Copy(Shape.Sizes, (T*)First!.Address, _from, (T*)Address, steps, false);
    }

    protected override void Backward<T>()
    {
        Span<nint> steps = stackalloc nint[Shape.Rank];
        Dimension.Steps(Shape.Sizes, steps);
        nint to = First!.WriteGradient(out bool add);
        Strided.Copy(Shape.Sizes, (T*)GradientAddress, steps, (T*)to, _from, add);
    }
}
