using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The numbers repeated along sizes of 1, and along new sizes in front, to a larger shape.</summary>
    /// <param name="shape">From the last size on, equal to this one's or over a 1 of this one.</param>
    /// <exception cref="ArgumentException">The shape cannot be reached by repeating.</exception>
    public Tensor Expand(Shape shape)
    {
        Operation node = Node.Plain();
        for (int i = -1; i >= -Math.Max(shape.Rank, node.Shape.Rank); i--)
        {
            int from = Broadcast.Size(node.Shape, i), to = Broadcast.Size(shape, i);
            if (node.Shape.Rank > shape.Rank || (from != to && from != 1))
                throw new ArgumentException($"Expand: {node.Shape} cannot be repeated to {shape}: only sizes of 1 and new sizes in front can.", nameof(shape));
        }

        return Tensors.Expand.To(node, shape.Sizes).Result();
    }
}

/// <summary>Repeats numbers; the gradients of the copies add up.</summary>
internal sealed class Expand : Operation
{
    // By how much the operand's index rises with each size of the result; 0 where it repeats.
    private int[] _steps = [];

    /// <summary>The operand in the given sizes: itself when it has them.</summary>
    public static Operation To(Operation x, ReadOnlySpan<int> sizes)
    {
        if (x.Shape.Sizes.SequenceEqual(sizes))
            return x;
        Expand operation = Take<Expand>(x);
        operation.Shaped(sizes);
        operation.Measure();
        if (operation.Precision is Precision.Single)
            operation.Forward(x.Values<float>(), operation.Values<float>());
        else
            operation.Forward(x.Values<double>(), operation.Values<double>());
        return operation;
    }

    public override void Backward()
    {
        if (Precision is Precision.Single)
            Backward(Gradient<float>(), First!.AddGradient<float>());
        else
            Backward(Gradient<double>(), First!.AddGradient<double>());
    }

    private void Measure()
    {
        int rank = Shape.Rank;
        if (_steps.Length != rank)
            _steps = new int[rank];
        int step = 1;
        for (int i = rank - 1; i >= 0; i--)
        {
            int size = Broadcast.Size(First!.Shape, i - rank);
            _steps[i] = size == 1 ? 0 : step;
            step *= size;
        }
    }

    private void Forward<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
    {
        int row = Shape.Rank == 0 ? 1 : Shape[^1];
        bool repeats = row > 0 && _steps[^1] == 0;
        for (int i = 0, at; i < y.Length; i += row)
        {
            at = Source(i);
            if (repeats)
                y.Slice(i, row).Fill(x[at]);
            else
                x.Slice(at, row).CopyTo(y[i..]);
        }
    }

    private void Backward<T>(ReadOnlySpan<T> gradient, Span<T> to)
        where T : unmanaged, INumber<T>
    {
        int row = Shape.Rank == 0 ? 1 : Shape[^1];
        bool repeats = row > 0 && _steps[^1] == 0;
        for (int i = 0; i < gradient.Length; i += row)
        {
            ReadOnlySpan<T> part = gradient.Slice(i, row);
            int at = Source(i);
            if (repeats)
                to[at] += Kernels.Sums.Of(part);
            else
                Kernels.Sums.Add(part, to.Slice(at, row));
        }
    }

    // Where the row that begins at an index of the result comes from.
    private int Source(int index)
    {
        int at = 0;
        for (int i = Shape.Rank - 1; i >= 0 && index > 0; i--)
        {
            (index, int place) = Math.DivRem(index, Shape[i]);
            at += place * _steps[i];
        }

        return at;
    }
}
