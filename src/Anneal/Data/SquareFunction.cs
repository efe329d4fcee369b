namespace Anneal.Data;

/// <summary>Data that needs no file: y = x² between 0 and 1, as the smallest thing a network can learn.</summary>
/// <remarks>Numbers are computed in double and then narrowed.</remarks>
public static class SquareFunction
{
    /// <summary>Ten points, x = 0.1, 0.2, … 1.0.</summary>
    public static ArrayDataset Training { get; } = Points(Enumerable.Range(1, 10).Select(i => i / 10.0));

    /// <summary>Nine points between those of <see cref="Training"/>, x = 0.15, 0.25, … 0.95.</summary>
    public static ArrayDataset Validation { get; } = Points(Enumerable.Range(1, 9).Select(i => ((2 * i) + 1) / 20.0));

    private static ArrayDataset Points(IEnumerable<double> places)
    {
        double[] x = [.. places];
        return new([.. x.Select(value => (float)value)], [1], [.. x.Select(value => (float)(value * value))], [1]);
    }
}
