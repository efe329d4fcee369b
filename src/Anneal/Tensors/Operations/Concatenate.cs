using System.Buffers;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Tensors one after the other along a dimension they have.</summary>
    /// <param name="dimension">Which; negative from the end.</param>
    /// <param name="tensors">At least one; all other sizes are equal.</param>
    /// <exception cref="ArgumentException">There is none, or sizes differ; the shapes are named.</exception>
    public static Tensor Concatenate(int dimension, params ReadOnlySpan<Tensor> tensors) => Concatenation.Of(dimension, tensors, false).Result();

    /// <summary>Tensors of one shape one after the other along a new dimension.</summary>
    /// <param name="dimension">Where it stands in the result; −1 is behind all others.</param>
    /// <param name="tensors">At least one; all of one shape.</param>
    /// <exception cref="ArgumentException">There is none, or shapes differ; they are named.</exception>
    public static Tensor Stack(int dimension, params ReadOnlySpan<Tensor> tensors) => Concatenation.Of(dimension, tensors, true).Result();
}

/// <summary>Operands side by side in one block of memory.</summary>
internal sealed unsafe class Concatenation : Operation
{
    // How many numbers follow each other from all operands together, for each entry in front of the dimension.
    private int _row;

    public override string Name => "Concatenate";

    public static Concatenation Of(int dimension, ReadOnlySpan<Tensor> tensors, bool stack)
    {
        string name = stack ? "Stack" : "Concatenate";
        if (tensors.Length == 0)
            throw new ArgumentException($"{name} needs at least one tensor: without any, the shape of the result is not known.", nameof(tensors));
        Operation[] operands = ArrayPool<Operation>.Shared.Rent(tensors.Length);
        try
        {
            for (int i = 0; i < tensors.Length; i++)
                operands[i] = tensors[i].Node.Plain();
            return Of(dimension, operands.AsSpan(0, tensors.Length), stack, name);
        }
        finally
        {
            ArrayPool<Operation>.Shared.Return(operands, clearArray: true);
        }
    }

    public override void Backward()
    {
        int offset = 0;
        for (int i = 0; Operand(i) is Operation operand; i++)
        {
            int part = Part(operand);
            if (operand.NeedsGradient)
            {
                nint to = operand.WriteGradient(out bool add);
                Copy(GradientAddress + (offset * Bytes), _row, to, part, part, add);
            }

            offset += part;
        }
    }

    private static Concatenation Of(int dimension, ReadOnlySpan<Operation> operands, bool stack, string name)
    {
        Shape first = operands[0].Shape;
        int rank = stack ? first.Rank + 1 : first.Rank;
        dimension = Dimension.Of(dimension, first, name, rank);
        Span<int> sizes = stackalloc int[rank];
        first.Sizes[..dimension].CopyTo(sizes);
        first.Sizes[(stack ? dimension : dimension + 1)..].CopyTo(sizes[(dimension + 1)..]);
        long together = 0;
        for (int i = 0; i < operands.Length; i++)
        {
            Shape shape = operands[i].Shape;
            bool fits = shape.Rank == first.Rank;
            for (int j = 0; fits && j < shape.Rank; j++)
                fits = shape[j] == first[j] || (j == dimension && !stack);
            if (!fits)
            {
                throw new ArgumentException(stack
                    ? $"Stack: the tensor {i} has the shape {shape}, but the first {first}: all must have the same."
                    : $"Concatenate: the tensor {i} has the shape {shape}, but the first {first}: they may differ only in the dimension {dimension}.");
            }

            together += stack ? 1 : shape[dimension];
        }

        sizes[dimension] = checked((int)together);
        Concatenation operation = Take<Concatenation>(operands);
        operation.Shaped(sizes);
        operation._row = 1;
        foreach (int size in sizes[dimension..])
            operation._row *= size;
        int offset = 0;
        foreach (Operation operand in operands)
        {
            int part = operation.Part(operand);
            operation.Copy(operand.Address, part, operation.Address + (offset * operation.Bytes), operation._row, part, false);
            offset += part;
        }

        return operation;
    }

    private int Part(Operation operand) => Stored == 0 ? 0 : operand.Shape.FlattenedLength / (Stored / _row);

    private Operation? Operand(int index) => index switch
    {
        0 => First,
        1 => Second,
        2 => Third,
        _ => index - 3 < More.Length ? More[index - 3] : null,
    };

    private void Copy(nint from, nint fromStep, nint to, nint toStep, int part, bool add)
    {
        ReadOnlySpan<int> sizes = [part == 0 ? 0 : Stored / _row, part];
        ReadOnlySpan<nint> source = [fromStep, 1], target = [toStep, 1];
        if (Precision is Precision.Single)
            Strided.Copy(sizes, (float*)from, source, (float*)to, target, add);
        else
            Strided.Copy(sizes, (double*)from, source, (double*)to, target, add);
    }
}
