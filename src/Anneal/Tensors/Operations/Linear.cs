using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>x·Wᵀ + b over the last size: [..., in] becomes [..., out].</summary>
    /// <param name="weight">W of the shape [out, in], as PyTorch has it.</param>
    /// <param name="bias">b of the shape [out]; null for none.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; they are named.</exception>
    public Tensor Linear(Tensor weight, Tensor? bias = null)
        => LinearMap.Of(Node.Plain(), weight.Node.Plain(), bias?.Node.Plain()).Result();
}

/// <summary>A layer's weights applied to every row.</summary>
internal sealed unsafe class LinearMap : Operation
{
    private const int Block = 128;

    private int _rows;
    private int _in;
    private int _out;

    public override string Name => nameof(Tensor.Linear);

    public override long Work => 2L * _rows * _in * _out;

    public static LinearMap Of(Operation x, Operation weight, Operation? bias)
    {
        if (x.Shape.Rank == 0 || weight.Shape.Rank != 2 || x.Shape[^1] != weight.Shape[1])
            throw new ArgumentException($"Linear: the input {x.Shape} does not fit the weight {weight.Shape}: its last size must be the weight's second.");
        if (bias is not null && (bias.Shape.Rank != 1 || bias.Shape[0] != weight.Shape[0]))
            throw new ArgumentException($"Linear: the bias {bias.Shape} does not fit the weight {weight.Shape}: it must be [{weight.Shape[0]}].");
        LinearMap operation = bias is null ? Take<LinearMap>(x, weight) : Take<LinearMap>(x, weight, bias);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        x.Shape.Sizes.CopyTo(sizes);
        sizes[^1] = weight.Shape[0];
        operation.Shaped(sizes);
        (operation._in, operation._out) = (weight.Shape[1], weight.Shape[0]);
        operation._rows = operation._out == 0 ? 0 : operation.Stored / operation._out;
        operation.Product(operation._rows, operation._out, operation._in, x.Address, operation._in, 1, weight.Address, 1, operation._in, operation.Address, operation._out, false, bias?.Address ?? 0);
        return operation;
    }

    public override void Backward()
    {
        Operation x = First!, weight = Second!;
        if (x.NeedsGradient)
        {
            nint to = x.WriteGradient(out bool add);
            Product(_rows, _in, _out, GradientAddress, _out, 1, weight.Address, _in, 1, to, _in, add);
        }

        if (weight.NeedsGradient)
        {
            nint to = weight.WriteGradient(out bool add);
            Product(_out, _in, _rows, GradientAddress, 1, _out, x.Address, _in, 1, to, _in, add);
        }

        if (Third is { NeedsGradient: true } bias)
        {
            if (Precision is Precision.Single)
                AddRows(Gradient<float>(), bias.AddGradient<float>());
            else
                AddRows(Gradient<double>(), bias.AddGradient<double>());
        }
    }

    // Rows are added among themselves by the block before they go to what is there, so that floats lose little.
    private void AddRows<T>(ReadOnlySpan<T> gradient, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_rows <= Block)
        {
            Add(gradient, to);
            return;
        }

        Span<T> sums = new(LineRoom<T>.Of(1, _out), _out);
        while (gradient.Length > 0)
        {
            ReadOnlySpan<T> block = gradient[..Math.Min(Block * _out, gradient.Length)];
            sums.Clear();
            Add(block, sums);
            Sums.Add<T>(sums, to);
            gradient = gradient[block.Length..];
        }
    }

    private void Add<T>(ReadOnlySpan<T> rows, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < rows.Length; i += _out)
            Sums.Add(rows.Slice(i, _out), to);
    }

    private void Product(int m, int n, int k, nint a, nint aRow, nint aColumn, nint b, nint bRow, nint bColumn, nint c, nint cRow, bool add, nint bias = 0)
    {
        if (Precision is Precision.Single)
            Gemm.Multiply(m, n, k, (float*)a, aRow, aColumn, (float*)b, bRow, bColumn, (float*)c, cRow, add, Threads, (float*)bias);
        else
            Gemm.Multiply(m, n, k, (double*)a, aRow, aColumn, (double*)b, bRow, bColumn, (double*)c, cRow, add, Threads, (double*)bias);
    }
}
