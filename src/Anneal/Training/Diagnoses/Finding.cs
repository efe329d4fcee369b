namespace Anneal.Training.Diagnoses;

/// <summary>One thing that a run's measurements say.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Sentence">What was measured, in words and figures.</param>
/// <param name="Remedy">What would help; null where nothing needs to, or where another finding says it.</param>
/// <param name="Evidence">The figures behind it.</param>
public sealed record Finding(FindingKind Kind, string Sentence, string? Remedy, IReadOnlyList<Figure> Evidence)
{
    /// <summary>Sentence and remedy, each on a line.</summary>
    public override string ToString() => Remedy is null ? Sentence : $"{Sentence}\n  {Remedy}";
}

/// <summary>A number that was measured.</summary>
/// <param name="Name">What it is, for example <c>loss at the end</c>.</param>
/// <param name="Value">The number.</param>
public readonly record struct Figure(string Name, double Value);

/// <summary>What can be said about a run.</summary>
public enum FindingKind
{
    /// <summary>The loss became no number, or grew beyond all bounds.</summary>
    Exploded,

    /// <summary>The loss ended where guessing is.</summary>
    NeverLearned,

    /// <summary>The loss ended below that of guessing.</summary>
    Learned,

    /// <summary>Nearly all units of a ReLU are zero for every example.</summary>
    DeadUnits,

    /// <summary>Hardly any gradient reaches the first layers, or none reaches any.</summary>
    VanishingGradients,

    /// <summary>Updates throw the weights about.</summary>
    RateTooLarge,

    /// <summary>Updates hardly change the weights.</summary>
    RateTooSmall,

    /// <summary>The validation loss rises while the training loss falls.</summary>
    Overfitting,
}
