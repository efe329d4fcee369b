namespace Anneal.Tensors;

/// <summary>What becomes of the losses of single examples.</summary>
public enum Reduction
{
    /// <summary>Their mean; where examples are weighted by class, the weighted mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>They stay as they are.</summary>
    None,
}
