using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>Dimensions as they are written in calls: from 0 on, or from the end with −1 for the last.</summary>
internal static class Dimension
{
    /// <summary>The dimension from 0 on.</summary>
    /// <param name="dimension">As the user wrote it.</param>
    /// <param name="shape">Of the operand, for the message.</param>
    /// <param name="operation">For the message.</param>
    /// <param name="places">How many there are to choose from; the operand's rank where nothing is said.</param>
    public static int Of(int dimension, Shape shape, string operation, int places = -1)
    {
        places = places < 0 ? shape.Rank : places;
        if (dimension < -places || dimension >= places)
        {
            throw new ArgumentOutOfRangeException(nameof(dimension), dimension, places == 0
                ? $"{operation}: the single number {shape} has no dimensions to choose from."
                : $"{operation}: for the shape {shape} the dimension must be from {-places} to {places - 1}.");
        }

        return dimension < 0 ? dimension + places : dimension;
    }

    /// <summary>The same for what reduces; as in PyTorch a single number may be reduced along 0 or −1.</summary>
    public static int OfReduction(int dimension, Shape shape, string operation) => Of(dimension, shape, operation, Math.Max(1, shape.Rank));

    /// <summary>How far apart neighbours along each dimension lie in a shape that is laid out row by row.</summary>
    public static void Steps(ReadOnlySpan<int> sizes, Span<nint> steps)
    {
        nint step = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            steps[i] = step;
            step *= sizes[i];
        }
    }
}
