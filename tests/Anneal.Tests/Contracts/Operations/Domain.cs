namespace Anneal.Tests.Contracts.Operations;

/// <summary>From where the numbers of an operand are drawn.</summary>
internal enum Domain
{
    /// <summary>Either sign, magnitudes from 0.1 to 2.1.</summary>
    Any,

    /// <summary>From 0.1 to 2.1.</summary>
    Positive,

    /// <summary>From 0.05 to 0.95: probabilities.</summary>
    Unit,

    /// <summary>From −0.95 to 0.95.</summary>
    Inner,

    /// <summary>From 0.1 to 2.1; no gradient is wanted.</summary>
    Constant,

    /// <summary>From 0.05 to 0.95; no gradient is wanted.</summary>
    ConstantUnit,

    /// <summary>0 or 1; no gradient is wanted.</summary>
    Mask,
}
