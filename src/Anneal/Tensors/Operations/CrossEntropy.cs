using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>−w[y]·ln softmax(x)[y]: how badly scores predict classes given by number.</summary>
    /// <param name="labels">y, one class from 0 to C − 1 for every position, row by row.</param>
    /// <param name="weight">w, one weight for each class; null, the default, for 1. The mean divides by the weights of the labels.</param>
    /// <param name="ignoreIndex">A label that costs nothing and counts for nothing; default −100.</param>
    /// <param name="labelSmoothing">ε: the label gets 1 − ε of the probability, and ε is shared among all classes (Szegedy et al. 2015); default 0.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean. Of ignored labels alone it is NaN, and Backward says so.</param>
    /// <remarks>The scores are [C], [N, C] or [N, C, d₁, …], as PyTorch has them.</remarks>
    /// <exception cref="ArgumentException">Shapes do not fit, or a label is no class; the message names its row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε is not from 0 to 1.</exception>
    public Tensor CrossEntropy(ReadOnlySpan<int> labels, Tensor? weight = null, int ignoreIndex = -100, double labelSmoothing = 0, Reduction reduction = Reduction.Mean)
        => LabelCrossEntropy.Of(Node.Plain(), labels, weight?.Node.Plain(), ignoreIndex, labelSmoothing, reduction).Result();
}

/// <summary>Cross entropy of class numbers; the way forward leaves the exponentials from which the way back is one more pass.</summary>
internal sealed unsafe class LabelCrossEntropy : LabelLoss
{
    private nint _exponentials;
    private nint _sums;
    private double _smoothing;

    public override string Name => nameof(Tensor.CrossEntropy);

    public override long Work => 10L * First!.Stored;

    public static LabelCrossEntropy Of(Operation x, ReadOnlySpan<int> labels, Operation? weight, int ignored, double labelSmoothing, Reduction reduction)
    {
        if (!(labelSmoothing is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(labelSmoothing), labelSmoothing, "Label smoothing must be from 0 to 1.");
        LabelCrossEntropy operation = Begin<LabelCrossEntropy>(x, labels, weight, ignored, reduction, nameof(Tensor.CrossEntropy));
        operation._smoothing = labelSmoothing;
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        // One block: exponentials in padded rows, then their sums, then the losses before they are rounded.
        long row = LineRoom<T>.Padded(Classes), rows = Positions;
        _exponentials = Scratch((rows * row * sizeof(T)) + (2 * rows * sizeof(double)));
        _sums = _exponentials + (nint)(rows * row * sizeof(T));
        double* losses = (double*)_sums + rows;
        T* weight = Second is null ? null : (T*)Second.Address;
        double all = Classes;
        if (weight != null)
            all = Sums.Total(Second!.Values<T>());
        RowLoop.Run(new Losses<T>(this, (T*)First!.Address, weight, (T*)_exponentials, (double*)_sums, losses, all), Positions, 4 * Classes, Threads);
        Weights = 0;
        double sum = 0;
        for (int i = 0; i < Positions; i++)
        {
            sum += losses[i];
            if (Labels[i] != Ignored)
                Weights += weight == null ? 1 : double.CreateTruncating(weight[Labels[i]]);
            if (Reduction is Reduction.None)
                ((T*)Address)[i] = T.CreateTruncating(losses[i]);
        }

        if (Reduction is not Reduction.None)
            *(T*)Address = T.CreateTruncating(Reduction is Reduction.Mean ? sum / Weights : sum);
    }

    protected override void Backward<T>()
    {
        nint to = First!.WriteGradient(out bool add);
        T* weight = Second is null ? null : (T*)Second.Address;
        double all = Classes;
        if (weight != null)
            all = Sums.Total(Second!.Values<T>());
        RowLoop.Run(new Slopes<T>(this, weight, (T*)_exponentials, (double*)_sums, (T*)GradientAddress, (T*)to, add, all), Positions, 2 * Classes, Threads);
    }

    private readonly struct Losses<T>(LabelCrossEntropy operation, T* x, T* weight, T* exponentials, double* sums, double* losses, double all) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int to)
        {
            int classes = operation.Classes, inner = operation.Inner;
            long padded = LineRoom<T>.Padded(classes);
            double smoothing = operation._smoothing;
            T* line = inner == 1 ? null : LineRoom<T>.Of(1, classes);
            for (int i = from; i < to; i++)
            {
                int label = operation.Labels[i];
                (sums[i], losses[i]) = (1, 0);
                if (label == operation.Ignored)
                    continue;
                T* start = x + ClassLabels.Start(i, classes, inner);
                T* scores = inner == 1 ? start : LineRoom<T>.Gather(start, line, classes, inner);
                (T largest, T sum) = SoftmaxRows.Exponentials(scores, exponentials + (i * padded), classes);
                sums[i] = double.CreateTruncating(sum);
                double logarithm = Math.Log(sums[i]);
                double loss = logarithm - double.CreateTruncating(scores[label] - largest);
                if (weight != null)
                    loss *= double.CreateTruncating(weight[label]);
                if (smoothing > 0)
                {
                    double spread = 0;
                    for (int c = 0; c < classes; c++)
                        spread += double.CreateTruncating(scores[c] - largest) * (weight == null ? 1 : double.CreateTruncating(weight[c]));
                    loss = ((1 - smoothing) * loss) + (smoothing / classes * ((all * logarithm) - spread));
                }

                losses[i] = loss;
            }
        }
    }

    private readonly struct Slopes<T>(LabelCrossEntropy operation, T* weight, T* exponentials, double* sums, T* gradient, T* to, bool add, double all) : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Rows(int from, int until)
        {
            int classes = operation.Classes, inner = operation.Inner;
            long padded = LineRoom<T>.Padded(classes);
            double smoothing = operation._smoothing;
            bool each = operation.Reduction is Reduction.None;
            double divisor = operation.Reduction is Reduction.Mean ? operation.Weights : 1;
            // The exponentials stay as they are: a kept graph may be gone through again.
            T* line = inner == 1 ? null : LineRoom<T>.Of(1, classes);
            for (int i = from; i < until; i++)
            {
                int label = operation.Labels[i];
                T* target = to + ClassLabels.Start(i, classes, inner);
                T* row = exponentials + (i * padded);
                bool ignored = label == operation.Ignored;
                // The label's own share and what every class gets of it.
                double upstream = ignored ? 0 : double.CreateTruncating(gradient[each ? i : 0]) / divisor;
                double own = upstream * (1 - smoothing) * (weight == null || ignored ? 1 : double.CreateTruncating(weight[label]));
                double shared = upstream * smoothing / classes;
                Vector<T> factor = Elementary.Of<T>((own + (shared * all)) / sums[i]), part = Elementary.Of<T>(shared);
                for (int c = 0; c < classes; c += Vector<T>.Count)
                {
                    Vector<T> slope = Vector<T>.Zero;
                    if (!ignored)
                        slope = (Vector.Load(row + c) * factor) - (smoothing == 0 ? Vector<T>.Zero : weight == null ? part : part * Vector.Load(weight + c));
                    if (inner > 1)
                        slope.Store(line + c);
                    else
                        Tail.Store(add ? Vector.Load(target + c) + slope : slope, target + c, classes - c);
                }

                if (inner > 1)
                    LineRoom<T>.Scatter(line, target, classes, inner, add);
                if (!ignored)
                    target[(long)label * inner] -= T.CreateTruncating(own);
            }
        }
    }
}
