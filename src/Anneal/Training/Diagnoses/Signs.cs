namespace Anneal.Training.Diagnoses;

/// <summary>What was measured over a run, as far as it tells how the run went. Whatever was not measured stays empty, and is not judged.</summary>
public sealed record Signs
{
    /// <summary>The training loss of every step, in order; or of every epoch, with <see cref="StepsPerEpoch"/> 1.</summary>
    public IReadOnlyList<double> Losses { get; init; } = [];

    /// <summary>How many of the losses make an epoch; default 1.</summary>
    public int StepsPerEpoch { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(StepsPerEpoch), value, "An epoch has at least one step."); } = 1;

    /// <summary>The rate of every step, beside the losses.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [];

    /// <summary>The validation loss after every epoch.</summary>
    public IReadOnlyList<double> ValidationLosses { get; init; } = [];

    /// <summary>The validation accuracy after every epoch, from 0 to 1.</summary>
    public IReadOnlyList<double> ValidationAccuracies { get; init; } = [];

    /// <summary>How many examples the accuracies were measured on, which says how far they are luck; 0, the default, when nobody knows.</summary>
    public int ValidationExamples { get; init; }

    /// <summary>What guessing reaches.</summary>
    public Chance? Chance { get; init; }

    /// <summary>Looks at the ReLUs, in the order of their epochs; one before training (epoch 0) tells those that were dead from the start.</summary>
    public IReadOnlyList<DeadScan> Dead { get; init; } = [];

    /// <summary>Gradients at some steps.</summary>
    public IReadOnlyList<GradientSample> Gradients { get; init; } = [];

    /// <summary>Sizes of updates at some steps.</summary>
    public IReadOnlyList<UpdateSample> Updates { get; init; } = [];

    /// <summary>Why the loss was no number: the message that names the operation; null when it never happened, or nobody knows.</summary>
    public string? NonFinite { get; init; }
}

/// <summary>The gradients of one step.</summary>
/// <param name="Step">Updates made before it.</param>
/// <param name="Global">The norm of all gradients, <see cref="GradientNorms.Global"/>.</param>
/// <param name="Profile">Along the depth, <see cref="GradientNorms.Profile"/>.</param>
public readonly record struct GradientSample(long Step, double Global, GradientProfile Profile);

/// <summary>The size of one update.</summary>
/// <param name="Step">Updates made before it.</param>
/// <param name="Ratio">The median that <see cref="UpdateRatios.After"/> returns.</param>
public readonly record struct UpdateSample(long Step, double Ratio);
