namespace Anneal.Training.Metrics;

/// <summary>The mean of |output − target| over all values.</summary>
public sealed class AbsoluteError : ValueError
{
    /// <inheritdoc/>
    public override string Name => "mae";

    private protected override double Of(double difference) => Math.Abs(difference);
}
