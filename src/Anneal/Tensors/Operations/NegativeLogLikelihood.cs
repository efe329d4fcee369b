using System.Numerics;

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
internal sealed class Likelihood : LabelLoss
{
    public override string Name => nameof(Tensor.NegativeLogLikelihood);

    public static Likelihood Of(Operation x, ReadOnlySpan<int> labels, Operation? weight, int ignored, Reduction reduction)
    {
        Likelihood operation = Begin<Likelihood>(x, labels, weight, ignored, reduction, nameof(Tensor.NegativeLogLikelihood));
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
    {
        ReadOnlySpan<T> x = First!.Values<T>();
        Span<T> y = Values<T>();
        double sum = 0;
        Weights = 0;
        for (int i = 0; i < Positions; i++)
        {
            bool counts = Labels[i] != Ignored;
            double weight = counts ? Weight<T>(Labels[i]) : 0;
            double loss = counts ? -weight * double.CreateTruncating(x[Index(i)]) : 0;
            (Weights, sum) = (Weights + weight, sum + loss);
            if (Reduction is Reduction.None)
                y[i] = T.CreateTruncating(loss);
        }

        if (Reduction is not Reduction.None)
            y[0] = T.CreateTruncating(Reduction is Reduction.Mean ? sum / Weights : sum);
    }

    protected override void Backward<T>()
    {
        ReadOnlySpan<T> gradient = Gradient<T>();
        Span<T> to = First!.AddGradient<T>();
        for (int i = 0; i < Positions; i++)
        {
            if (Labels[i] == Ignored)
                continue;
            double upstream = double.CreateTruncating(gradient[Reduction is Reduction.None ? i : 0]) / (Reduction is Reduction.Mean ? Weights : 1);
            to[Index(i)] -= T.CreateTruncating(upstream * Weight<T>(Labels[i]));
        }
    }

    private double Weight<T>(int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Second is null ? 1 : double.CreateTruncating(Second.Values<T>()[label]);

    private int Index(int position) => (int)ClassLabels.Start(position, Classes, Inner) + (Labels[position] * Inner);
}
