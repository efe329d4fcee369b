namespace Anneal.Charts;

/// <summary>A dot with a label on a chart: the suggested rate, the best epoch.</summary>
/// <param name="X">The position; finite.</param>
/// <param name="Y">The height; finite.</param>
/// <param name="Label">The words beside the dot; empty draws the dot alone.</param>
public sealed record MarkedPoint(double X, double Y, string Label)
{
    /// <summary>True measures <see cref="Y"/> on the right-hand axis.</summary>
    public bool OnRight { get; init; }
}
