namespace Anneal.Tensors;

/// <summary>A loss of classes that are given by number: its labels, and how its losses become one.</summary>
internal abstract class LabelLoss : GenericOperation
{
    private int[] _labels = [];

    /// <summary>One class for every position.</summary>
    public ReadOnlySpan<int> Labels => _labels.AsSpan(0, Positions);

    /// <summary>How many classes there are.</summary>
    public int Classes { get; private set; }

    /// <summary>How many losses there are.</summary>
    public int Positions { get; private set; }

    /// <summary>Numbers between two classes of one position.</summary>
    public int Inner { get; private set; }

    /// <summary>The label that does not count.</summary>
    public int Ignored { get; private set; }

    /// <summary>What the losses of the mean weigh together; set by the way forward.</summary>
    public double Weights { get; protected set; }

    /// <summary>What becomes of the losses.</summary>
    public Reduction Reduction { get; private set; }

    public sealed override string? Remark => Reduction is Reduction.Mean && Weights == 0
        ? $"none of the {Positions} labels counts (all are {Ignored}, which is ignored, or weigh 0), and the mean of no losses is not a number"
        : null;

    /// <summary>A loss with its labels checked and copied and its shape set, ready to be computed.</summary>
    protected static TLoss Begin<TLoss>(Operation x, ReadOnlySpan<int> labels, Operation? weight, int ignored, Reduction reduction, string name)
        where TLoss : LabelLoss, new()
    {
        (int classes, int positions, int inner) = ClassLabels.Measure(x.Shape, name);
        ClassLabels.Check(labels, x.Shape, classes, positions, ignored, name);
        ClassLabels.CheckWeight(weight, x.Shape, classes, name);
        TLoss loss = weight is null ? Take<TLoss>(x) : Take<TLoss>(x, weight);
        (loss.Classes, loss.Positions, loss.Inner, loss.Ignored, loss.Reduction) = (classes, positions, inner, ignored, reduction);
        if (loss._labels.Length < labels.Length)
            loss._labels = new int[labels.Length];
        labels.CopyTo(loss._labels);
        Span<int> sizes = stackalloc int[x.Shape.Rank];
        loss.Shaped(sizes[..(reduction is Reduction.None ? ClassLabels.Sizes(x.Shape, sizes) : 0)]);
        return loss;
    }
}
