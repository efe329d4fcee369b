using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>Classes by number beside the scores of all classes: what losses ask of them.</summary>
internal static class ClassLabels
{
    /// <summary>Classes, positions and numbers between two classes of one position: [C], [N, C] or [N, C, d₁, …].</summary>
    /// <exception cref="ArgumentException">A single number has no classes.</exception>
    public static (int Classes, int Positions, int Inner) Measure(Shape scores, string name)
    {
        if (scores.Rank == 0)
            throw new ArgumentException($"{name}: a single number has no classes; the scores must be [C], [N, C] or [N, C, d1, …].");
        int at = scores.Rank == 1 ? 0 : 1, inner = 1;
        for (int i = at + 1; i < scores.Rank; i++)
            inner *= scores[i];
        int classes = scores[at];
        return (classes, (scores.Rank == 1 ? 1 : scores[0]) * inner, inner);
    }

    /// <summary>The shape of one loss for every position.</summary>
    public static int Sizes(Shape scores, Span<int> sizes)
    {
        int rank = 0;
        for (int i = 0; i < scores.Rank; i++)
        {
            if (i != (scores.Rank == 1 ? 0 : 1))
                sizes[rank++] = scores[i];
        }

        return rank;
    }

    /// <summary>Refuses labels that do not fit, by row and label.</summary>
    /// <exception cref="ArgumentException">There are more or fewer labels than positions, or one is no class.</exception>
    public static void Check(ReadOnlySpan<int> labels, Shape scores, int classes, int positions, int ignored, string name)
    {
        if (labels.Length != positions)
            throw new ArgumentException($"{name}: the scores {scores} are of {positions} positions, but {labels.Length} labels were given.", nameof(labels));
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != ignored)
                throw new ArgumentException($"{name}: the label {labels[i]} in row {i} is no class: the scores {scores} are of the classes 0 to {classes - 1}, and {ignored} is ignored.", nameof(labels));
        }
    }

    /// <summary>Refuses class weights that do not fit.</summary>
    /// <exception cref="ArgumentException">There is not one weight for each class, or a gradient is wanted for them.</exception>
    public static void CheckWeight(Operation? weight, Shape scores, int classes, string name)
    {
        if (weight is null)
            return;
        if (weight.Shape.Rank != 1 || weight.Shape[0] != classes)
            throw new ArgumentException($"{name}: the scores {scores} are of {classes} classes, so the class weights must be [{classes}], not {weight.Shape}.", nameof(weight));
        if (weight.NeedsGradient)
            throw new ArgumentException($"{name}: no gradient goes to the class weights {weight.Shape}: pass them with Detach().", nameof(weight));
    }

    /// <summary>Where the scores of a position begin.</summary>
    public static long Start(int position, int classes, int inner)
        => inner == 1 ? (long)position * classes : ((long)(position / inner) * inner * classes) + (position % inner);
}
