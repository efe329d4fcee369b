namespace Anneal.Controllers;

/// <summary>Which way a metric improves.</summary>
public enum Direction
{
    /// <summary>Smaller is better: a loss.</summary>
    Minimize,

    /// <summary>Larger is better: an accuracy.</summary>
    Maximize,
}
