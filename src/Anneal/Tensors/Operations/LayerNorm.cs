using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;
using Anneal.Threads;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>(x − mean) / √(variance + ε)·weight + bias over the last dimensions, each row by itself.</summary>
    /// <param name="weight">Of the shape of a row; null for none.</param>
    /// <param name="bias">Of the shape of a row; null for none.</param>
    /// <param name="epsilon">What is added to the variance; default 1e-5.</param>
    /// <param name="dimensions">How many of the last dimensions make a row; default 1.</param>
    /// <exception cref="ArgumentException">Weight or bias have not the shape of a row, or rows are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many dimensions, or ε is negative or not finite.</exception>
    /// <remarks>Ba et al. 2016; the variance divides by the number of numbers, not by one less. PyTorch's <c>layer_norm</c>.</remarks>
    public Tensor LayerNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5, int dimensions = 1)
        => LayerNormalization.Of(Node.Plain(), weight?.Node.Plain(), bias?.Node.Plain(), epsilon, dimensions).Result();
}

/// <summary>Rows of mean 0 and variance 1. Gradients of weight and bias are summed in pieces of fixed size, and the pieces in order.</summary>
internal sealed unsafe class LayerNormalization : Operation
{
    // Some tens of microseconds of work.
    private const int Piece = 16 * 1024;

    private readonly PieceJob _job = new();
    private Operation? _weight;
    private Operation? _bias;
    private double _epsilon;
    private int _rows;
    private int _width;
    private nint _figures;

    public override string Name => "LayerNorm";

    public override long Work => 8L * Stored;

    // Rows of a piece, and how many pieces there are.
    private int Height => Math.Max(1, Piece / _width);

    private int Pieces => (_rows + Height - 1) / Height;

    // Room for one row's sums, a whole number of cache lines.
    private int Padded => (_width + 15) / 16 * 16;

    public static LayerNormalization Of(Operation x, Operation? weight, Operation? bias, double epsilon, int dimensions)
    {
        if (dimensions < 1 || dimensions > x.Shape.Rank)
            throw new ArgumentOutOfRangeException(nameof(dimensions), dimensions, $"LayerNorm: of the shape {x.Shape} the last 1 to {x.Shape.Rank} dimensions can make a row.");
        if (!(epsilon >= 0) || !double.IsFinite(epsilon))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "LayerNorm: ε must be at least 0 and finite.");
        ReadOnlySpan<int> row = x.Shape.Sizes[^dimensions..];
        Check(x, weight, row, "weight");
        Check(x, bias, row, "bias");
        int width = 1;
        foreach (int size in row)
            width *= size;
        if (width == 0)
            throw new ArgumentException($"LayerNorm: the rows of {x.Shape} over the last {dimensions} dimensions are empty and have no mean.");
        LayerNormalization operation = (weight, bias) switch
        {
            (not null, not null) => Take<LayerNormalization>(x, weight, bias),
            (null, null) => Take<LayerNormalization>(x),
            _ => Take<LayerNormalization>(x, weight ?? bias!),
        };
        (operation._weight, operation._bias, operation._epsilon) = (weight, bias, epsilon);
        (operation._width, operation._rows) = (width, x.Shape.FlattenedLength / width);
        operation.Shaped(x.Shape);
        // Mean and 1/√(variance + ε) of every row, and sums of gradients of every piece.
        long sums = weight is { NeedsGradient: true } || bias is { NeedsGradient: true } ? 2L * operation.Pieces * operation.Padded : 0;
        operation._figures = operation.Scratch(((2L * operation._rows) + 16 + sums) * operation.Bytes);
        operation._job.Run(operation, false);
        return operation;
    }

    public override void Backward()
    {
        if (First!.NeedsGradient)
            _job.To = First.WriteGradient(out _job.Add);
        else
            _job.To = 0;
        _job.Run(this, true);
        if (Precision is Precision.Single)
            AddSums<float>();
        else
            AddSums<double>();
    }

    private static void Check(Operation x, Operation? operand, ReadOnlySpan<int> row, string what)
    {
        if (operand is not null && !operand.Shape.Sizes.SequenceEqual(row))
            throw new ArgumentException($"LayerNorm: the {what} {operand.Shape} must have the shape of a row, [{string.Join(", ", row.ToArray())}], the last {row.Length} of {x.Shape}; dimensions says how many make a row.");
    }

    private T* Sums<T>()
        where T : unmanaged => (T*)_figures + (((2L * _rows) + 15) / 16 * 16);

    private void AddSums<T>()
        where T : unmanaged, INumber<T>
    {
        for (int which = 0; which < 2; which++)
        {
            if ((which == 0 ? _weight : _bias) is not { NeedsGradient: true } operand)
                continue;
            Span<T> to = operand.AddGradient<T>();
            for (int piece = 0; piece < Pieces; piece++)
                Kernels.Sums.Add(new ReadOnlySpan<T>(Sums<T>() + (((2L * piece) + which) * Padded), _width), to);
        }
    }

    private void Do<T>(int piece, bool back, nint to, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int from = piece * Height, until = Math.Min(from + Height, _rows);
        T* means = (T*)_figures, scales = means + _rows;
        RowNorm<T> norm = new(_width, (T*)(_weight?.Address ?? 0), (T*)(_bias?.Address ?? 0));
        T* x = (T*)First!.Address;
        if (!back)
        {
            for (int row = from; row < until; row++)
                norm.Forward(x + ((long)row * _width), (T*)Address + ((long)row * _width), _epsilon, means + row, scales + row);
            return;
        }

        bool sums = _weight is { NeedsGradient: true } || _bias is { NeedsGradient: true };
        T* weightSums = sums ? Sums<T>() + (2L * piece * Padded) : null, biasSums = sums ? weightSums + Padded : null;
        if (sums)
            new Span<T>(weightSums, 2 * Padded).Clear();
        for (int row = from; row < until; row++)
        {
            T* gradient = (T*)GradientAddress + ((long)row * _width);
            norm.Backward(x + ((long)row * _width), gradient, means[row], scales[row], to == 0 ? null : (T*)to + ((long)row * _width), add, weightSums, biasSums);
        }
    }

    private sealed class PieceJob : Job
    {
        private LayerNormalization? _operation;
        private bool _back;

        /// <summary>Where the operand's gradient goes; zero where none is wanted.</summary>
        public nint To;

        public bool Add;

        public void Run(LayerNormalization operation, bool back)
        {
            (_operation, _back) = (operation, back);
            if (operation.Threads > 1 && operation.Pieces > 1)
            {
                Workers.Run(this, operation.Pieces, operation.Threads);
                return;
            }

            for (int i = 0; i < operation.Pieces; i++)
                Chunk(i);
        }

        protected override void Chunk(int index)
        {
            if (_operation!.Precision is Precision.Single)
                _operation.Do<float>(index, _back, To, Add);
            else
                _operation.Do<double>(index, _back, To, Add);
        }
    }
}
