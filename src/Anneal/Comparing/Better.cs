namespace Anneal.Comparing;

/// <summary>Which results are the good ones.</summary>
public enum Better
{
    /// <summary>Large ones, such as accuracies.</summary>
    Higher,

    /// <summary>Small ones, such as losses.</summary>
    Lower,
}
