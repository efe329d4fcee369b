namespace Anneal.Controllers;

/// <summary>How far a metric must move to count as an improvement.</summary>
public enum Margin
{
    /// <summary>By a share of the best value's magnitude, threshold·|best|: also right when the metric is negative.</summary>
    Relative,

    /// <summary>By a fixed amount, the threshold itself.</summary>
    Absolute,
}
