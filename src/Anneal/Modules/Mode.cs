namespace Anneal.Modules;

/// <summary>What a forward pass is for; said with every pass, so that no network stays in the wrong mode.</summary>
public enum Mode
{
    /// <summary>To learn: dropout drops, batch norms use the batch's statistics and remember them.</summary>
    Training,

    /// <summary>To judge: dropout passes everything, batch norms use what they remember; nothing is changed.</summary>
    Evaluation,
}
