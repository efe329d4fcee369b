using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>A mask or a bias of an attention, read where it lies: along dimensions in which it repeats, it does not move.</summary>
internal sealed class ScoreShift
{
    private Operation? _operation;
    private int[] _sizes = [];
    private nint[] _steps = [];

    /// <summary>Numbers from one query to the next.</summary>
    public nint Row { get; private set; }

    /// <summary>Whether a gradient goes back to it.</summary>
    public bool WantsGradient => _operation is { NeedsGradient: true };

    /// <summary>The operand in a form that can be read in place; a whole one where it wants a gradient.</summary>
    /// <param name="operand">Null for none.</param>
    /// <param name="scores">The sizes it must fit.</param>
    /// <param name="what">For the message.</param>
    /// <param name="differentiable">Whether gradients go back to it at all.</param>
    public static Operation? Ready(Operation? operand, ReadOnlySpan<int> scores, string what, bool differentiable)
    {
        if (operand is null)
            return null;
        Shape shape = operand.Shape;
        bool fits = shape.Rank <= scores.Length;
        for (int i = 1; i <= scores.Length && fits; i++)
            fits = Broadcast.Size(shape, -i) == 1 || Broadcast.Size(shape, -i) == scores[^i];
        if (!fits)
            throw new ArgumentException($"Attention: the {what} {shape} cannot be stretched to the scores, [{string.Join(", ", scores.ToArray())}]: from the last size on, sizes must be equal or its own 1.");
        if (differentiable && operand.NeedsGradient)
            return Expand.To(operand, scores);
        if (Broadcast.Size(shape, -1) == scores[^1])
            return operand;
        // Rows are read in vectors, so at least one must be there.
        Span<int> sizes = stackalloc int[Math.Max(1, shape.Rank)];
        shape.Sizes.CopyTo(sizes);
        sizes[^1] = scores[^1];
        return Expand.To(operand, sizes);
    }

    /// <summary>Looks at another operand.</summary>
    public void Set(Operation? operand, ReadOnlySpan<int> scores)
    {
        _operation = operand;
        Row = 0;
        if (operand is null)
            return;
        int rank = scores.Length - 2;
        if (_sizes.Length != rank)
            (_sizes, _steps) = (new int[rank], new nint[rank]);
        scores[..rank].CopyTo(_sizes);
        nint step = scores[^1];
        if (Broadcast.Size(operand.Shape, -2) != 1)
            Row = step;
        step *= Broadcast.Size(operand.Shape, -2);
        for (int i = rank - 1; i >= 0; i--)
        {
            int size = Broadcast.Size(operand.Shape, i - scores.Length);
            _steps[i] = size == 1 ? 0 : step;
            step *= size;
        }
    }

    /// <summary>Makes the gradient ready to be added to.</summary>
    public void Open()
    {
        if (!WantsGradient)
            return;
        if (_operation!.Precision is Precision.Single)
            _operation.AddGradient<float>();
        else
            _operation.AddGradient<double>();
    }

    /// <summary>The first number for a pair of sequence and head; zero where there is none.</summary>
    public nint At(int pair) => _operation is null ? 0 : _operation.Address + (Offset(pair) * _operation.Bytes);

    /// <summary>The first number of the gradient for a pair; zero where none is wanted.</summary>
    public nint GradientAt(int pair) => WantsGradient ? _operation!.GradientAddress + (Offset(pair) * _operation.Bytes) : 0;

    private nint Offset(int pair)
    {
        nint offset = 0;
        for (int i = _sizes.Length - 1; i >= 0; i--)
        {
            (pair, int place) = Math.DivRem(pair, _sizes[i]);
            offset += place * _steps[i];
        }

        return offset;
    }
}
