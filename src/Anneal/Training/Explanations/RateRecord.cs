using Anneal.Controllers;
using Anneal.Optimizers;

namespace Anneal.Training.Explanations;

/// <summary>What is known about a run, as far as it has a say in the rate at one of its steps. What was not recorded stays null or empty, and is not spoken of.</summary>
public sealed record RateRecord
{
    /// <summary>The epochs of the run from the first on; what comes after the step is not looked at.</summary>
    public IReadOnlyList<EpochRecord> Epochs { get; init; } = [];

    /// <summary>The plateau's settings; its memory at the step is worked out by showing it the epochs before, unless <see cref="PlateauMemory"/> is known.</summary>
    public ReduceOnPlateau? Plateau { get; init; }

    /// <summary>What the plateau watches; null, the default, is <c>validation_loss</c>, or <c>train_loss</c> where the epochs have none.</summary>
    public string? PlateauMetric { get; init; }

    /// <summary>The plateau's memory at the step; null, the default, has the epochs replayed.</summary>
    public PlateauMemory? PlateauMemory { get; init; }

    /// <summary>The factor on all rates at the step; null, the default, is the plateau's scale, or 1 without one.</summary>
    public double? RateScale { get; init; }

    /// <summary>The rate that the step used, as recorded; of the last group where there are several.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The largest norm of all gradients.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The largest size of a single gradient.</summary>
    public double? ClipValue { get; init; }

    /// <summary>The norm of all gradients at the step, before clipping.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>What the guard did at the step; null without one.</summary>
    public GuardAct? Guard { get; init; }

    /// <summary>Whether the step is still to be made: norm and guard are then those of the step before.</summary>
    public bool IsAhead { get; init; }

    internal string Watched => PlateauMetric ?? (Epochs.Count > 0 && !Epochs[0].Values.ContainsKey("validation_loss") ? "train_loss" : "validation_loss");
}

/// <summary>What a guard did at a step, as far as it was recorded.</summary>
/// <param name="Action">What it did; null when it let the update happen.</param>
/// <param name="Norm">The norm that it saw.</param>
/// <param name="Limit">The largest norm it allowed; infinite while it warms up.</param>
public sealed record GuardAct(GuardAction? Action, double? Norm = null, double? Limit = null);
