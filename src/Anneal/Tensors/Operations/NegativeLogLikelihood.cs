using System.Numerics;
using Anneal.Parameters;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>−w[y]·x[y] of log-probabilities x, as <see cref="LogSoftmax"/> gives them; both together are <see cref="CrossEntropy(ReadOnlySpan{int}, Tensor?, int, double, Reduction)"/>.</summary>
    /// <param name="labels">y, one class from 0 to C − 1 for every position, row by row.</param>
    /// <param name="weight">w, one weight for each class; null, the default, for 1. The mean divides by the weights of the labels.</param>
    /// <param name="ignoreIndex">A label that costs nothing and counts for nothing; default −100.</param>
    /// <param name="reduction">What becomes of the single losses; default their mean. Of ignored labels alone it is NaN, and Backward says so.</param>
    /// <remarks>The log-probabilities are [C], [N, C] or [N, C, d₁, …], as PyTorch has them.</remarks>
    /// <exception cref="ArgumentException">Shapes do not fit, or a label is no class; the message names its row.</exception>
    public Tensor NegativeLogLikelihood(ReadOnlySpan<int> labels, Tensor? weight = null, int ignoreIndex = -100, Reduction reduction = Reduction.Mean)
        => Likelihood.Of(Node.Plain(), labels, weight?.Node.Plain(), ignoreIndex, reduction).Result();
}

/// <summary>Picks the labels' numbers and turns their sign.</summary>
internal sealed class Likelihood : Operation
{
    private int[] _labels = [];
    private int _classes;
    private int _positions;
    private int _inner;
    private int _ignored;
    private double _weights;
    private Reduction _reduction;

    public override string Name => nameof(Tensor.NegativeLogLikelihood);

    public override string? Remark => _reduction is Reduction.Mean && _weights == 0
        ? $"none of the {_positions} labels counts (all are {_ignored}, which is ignored, or weigh 0), and the mean of no losses is not a number"
        : null;

    public static Likelihood Of(Operation x, ReadOnlySpan<int> labels, Operation? weight, int ignored, Reduction reduction)
    {
        (int classes, int positions, int inner) = ClassLabels.Measure(x.Shape, nameof(Tensor.NegativeLogLikelihood));
        ClassLabels.Check(labels, x.Shape, classes, positions, ignored, nameof(Tensor.NegativeLogLikelihood));
        ClassLabels.CheckWeight(weight, x.Shape, classes, nameof(Tensor.NegativeLogLikelihood));
        Likelihood operation = weight is null ? Take<Likelihood>(x) : Take<Likelihood>(x, weight);
        (operation._classes, operation._positions, operation._inner) = (classes, positions, inner);
        (operation._ignored, operation._reduction) = (ignored, reduction);
        if (operation._labels.Length < labels.Length)
            operation._labels = new int[labels.Length];
        labels.CopyTo(operation._labels);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        operation.Shaped(sizes[..(reduction is Reduction.None ? ClassLabels.Sizes(x.Shape, sizes) : 0)]);
        if (operation.Precision is Precision.Single)
            operation.Forward<float>();
        else
            operation.Forward<double>();
        return operation;
    }

    public override void Backward()
    {
        if (Precision is Precision.Single)
            Backward<float>();
        else
            Backward<double>();
    }

    private void Forward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> x = First!.Values<T>();
        Span<T> y = Values<T>();
        double sum = 0;
        _weights = 0;
        for (int i = 0; i < _positions; i++)
        {
            bool counts = _labels[i] != _ignored;
            double weight = counts ? Weight<T>(_labels[i]) : 0;
            double loss = counts ? -weight * double.CreateTruncating(x[Index(i)]) : 0;
            (_weights, sum) = (_weights + weight, sum + loss);
            if (_reduction is Reduction.None)
                y[i] = T.CreateTruncating(loss);
        }

        if (_reduction is not Reduction.None)
            y[0] = T.CreateTruncating(_reduction is Reduction.Mean ? sum / _weights : sum);
    }

    private void Backward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> gradient = Gradient<T>();
        Span<T> to = First!.AddGradient<T>();
        for (int i = 0; i < _positions; i++)
        {
            if (_labels[i] == _ignored)
                continue;
            double upstream = double.CreateTruncating(gradient[_reduction is Reduction.None ? i : 0]) / (_reduction is Reduction.Mean ? _weights : 1);
            to[Index(i)] -= T.CreateTruncating(upstream * Weight<T>(_labels[i]));
        }
    }

    private double Weight<T>(int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Second is null ? 1 : double.CreateTruncating(Second.Values<T>()[label]);

    private int Index(int position) => (int)ClassLabels.Start(position, _classes, _inner) + (_labels[position] * _inner);
}
