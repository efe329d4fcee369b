using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>−Σ w·t·ln softmax(x): how badly scores predict the probabilities of classes.</summary>
    /// <param name="probabilities">t, in the shape of the scores; gradients go to them too where they want some.</param>
    /// <param name="weight">w, one weight for each class; null, the default, for 1. The mean divides by the count of positions, not by weights.</param>
    /// <param name="labelSmoothing">ε: every t becomes (1 − ε)·t + ε/C; default 0.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean.</param>
    /// <remarks>The scores are [C], [N, C] or [N, C, d₁, …], as PyTorch has them.</remarks>
    /// <exception cref="ArgumentException">Shapes do not fit; they are named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is not from 0 to 1.</exception>
    public Tensor CrossEntropy(Tensor probabilities, Tensor? weight = null, double labelSmoothing = 0, Reduction reduction = Reduction.Mean)
        => ProbabilityCrossEntropy.Of(Node.Plain(), probabilities.Node.Plain(), weight?.Node.Plain(), labelSmoothing, reduction).Result();
}

/// <summary>Cross entropy of probabilities; the way forward leaves the exponentials from which the way back is one more pass.</summary>
internal sealed unsafe class ProbabilityCrossEntropy : GenericOperation
{
    private nint _exponentials;
    private nint _sums;
    private int _classes;
    private int _positions;
    private int _inner;
    private double _smoothing;
    private Reduction _reduction;

    public override string Name => nameof(Tensor.CrossEntropy);

    public override long Work => 12L * First!.Stored;

    public override string? Remark => _reduction is Reduction.Mean && _positions == 0 ? "the mean of no losses at all is not a number" : null;

    public static ProbabilityCrossEntropy Of(Operation x, Operation t, Operation? weight, double labelSmoothing, Reduction reduction)
    {
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing must be from 0 to 1.");
        if (x.Shape != t.Shape)
            throw new ArgumentException($"CrossEntropy: the probabilities {t.Shape} must have the shape of the scores {x.Shape}; classes given by number are whole numbers, not a tensor.", nameof(t));
        (int classes, int positions, int inner) = ClassLabels.Measure(x.Shape, nameof(Tensor.CrossEntropy));
        ClassLabels.CheckWeight(weight, x.Shape, classes, nameof(Tensor.CrossEntropy));
        ProbabilityCrossEntropy operation = weight is null ? Take<ProbabilityCrossEntropy>(x, t) : Take<ProbabilityCrossEntropy>(x, t, weight);
        (operation._classes, operation._positions, operation._inner) = (classes, positions, inner);
        (operation._smoothing, operation._reduction) = (labelSmoothing, reduction);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        operation.Shaped(sizes[..(reduction is Reduction.None ? ClassLabels.Sizes(x.Shape, sizes) : 0)]);
        operation.Forward();
        return operation;
    }

    private Row<T> Rows<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(this, (T*)First!.Address, (T*)Second!.Address, Third is null ? null : (T*)Third.Address);

    protected override void Forward<T>()
    {
        // One block: exponentials in padded rows, then for each position their sum, the logarithm of the softmax's divisor, and the loss.
        long row = LineRoom<T>.Padded(_classes), rows = _positions;
        _exponentials = Scratch((rows * row * sizeof(T)) + (3 * rows * sizeof(double)));
        _sums = _exponentials + (nint)(rows * row * sizeof(T));
        RowLoop.Run(new Losses<T>(Rows<T>()), _positions, 4 * _classes, Threads);
        double* losses = (double*)_sums + (2 * rows);
        double sum = 0;
        for (int i = 0; i < _positions; i++)
        {
            sum += losses[i];
            if (_reduction is Reduction.None)
                ((T*)Address)[i] = T.CreateTruncating(losses[i]);
        }

        if (_reduction is not Reduction.None)
            *(T*)Address = T.CreateTruncating(_reduction is Reduction.Mean ? sum / _positions : sum);
    }

    protected override void Backward<T>()
    {
        bool addsX = false, addsT = false;
        nint toX = First!.NeedsGradient ? First.WriteGradient(out addsX) : 0, toT = Second!.NeedsGradient ? Second.WriteGradient(out addsT) : 0;
        RowLoop.Run(new Slopes<T>(Rows<T>(), (T*)GradientAddress, (T*)toX, addsX, (T*)toT, addsT), _positions, 2 * _classes, Threads);
    }

    /// <summary>What belongs to one position.</summary>
    private readonly struct Row<T>(ProbabilityCrossEntropy operation, T* x, T* t, T* weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public int Classes => operation._classes;

        public int Inner => operation._inner;

        public double Gradient(T* gradient, int i) => operation._reduction switch
        {
            Reduction.None => double.CreateTruncating(gradient[i]),
            Reduction.Mean => double.CreateTruncating(*gradient) / operation._positions,
            _ => double.CreateTruncating(*gradient),
        };

        public T* Exponentials(int i) => (T*)operation._exponentials + ((long)i * LineRoom<T>.Padded(Classes));

        public ref double Sum(int i) => ref ((double*)operation._sums)[i];

        public ref double Divisor(int i) => ref ((double*)operation._sums)[operation._positions + i];

        public ref double Loss(int i) => ref ((double*)operation._sums)[(2 * operation._positions) + i];

        public long Start(int i) => ClassLabels.Start(i, Classes, Inner);

        public T* Scores(int i, T* line) => Inner == 1 ? x + Start(i) : LineRoom<T>.Gather(x + Start(i), line, Classes, Inner);

        public double Score(long at) => double.CreateTruncating(x[at]);

        /// <summary>How much the logarithm of a class counts, and how much a probability does to that.</summary>
        public (double Share, double ByProbability) At(long at, int c)
        {
            double own = weight == null ? 1 : double.CreateTruncating(weight[c]);
            return (own * (((1 - operation._smoothing) * double.CreateTruncating(t[at])) + (operation._smoothing / Classes)), own * (1 - operation._smoothing));
        }
    }

    private readonly struct Losses<T>(Row<T> row) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int to)
        {
            T* line = LineRoom<T>.Of(1, row.Classes);
            for (int i = from; i < to; i++)
            {
                (T largest, T sum) = SoftmaxRows.Exponentials(row.Scores(i, line), row.Exponentials(i), row.Classes);
                row.Sum(i) = double.CreateTruncating(sum);
                row.Divisor(i) = double.CreateTruncating(largest) + Math.Log(row.Sum(i));
                double loss = 0;
                long at = row.Start(i);
                for (int c = 0; c < row.Classes; c++, at += row.Inner)
                    loss += row.At(at, c).Share * (row.Divisor(i) - row.Score(at));
                row.Loss(i) = loss;
            }
        }
    }

    private readonly struct Slopes<T>(Row<T> row, T* gradient, T* toX, bool addsX, T* toT, bool addsT) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int until)
        {
            for (int i = from; i < until; i++)
            {
                double upstream = row.Gradient(gradient, i), all = 0;
                long start = row.Start(i), at = start;
                for (int c = 0; c < row.Classes; c++, at += row.Inner)
                    all += row.At(at, c).Share;
                T* exponentials = row.Exponentials(i);
                at = start;
                for (int c = 0; c < row.Classes; c++, at += row.Inner)
                {
                    (double share, double byProbability) = row.At(at, c);
                    if (toX != null)
                    {
                        T slope = T.CreateTruncating(upstream * ((all * double.CreateTruncating(exponentials[c]) / row.Sum(i)) - share));
                        toX[at] = addsX ? toX[at] + slope : slope;
                    }

                    if (toT != null)
                    {
                        T slope = T.CreateTruncating(upstream * byProbability * (row.Divisor(i) - row.Score(at)));
                        toT[at] = addsT ? toT[at] + slope : slope;
                    }
                }
            }
        }
    }
}
