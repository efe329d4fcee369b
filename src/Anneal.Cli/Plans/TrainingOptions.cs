using Anneal.Controllers;
using Anneal.Optimizers;

namespace Anneal.Cli.Plans;

/// <summary>What a training has besides its optimizer and schedule; null and empty is: it has not.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Parameters that are treated otherwise, the first that matches wins; all others follow the plan's optimizer and schedule.</summary>
    public IReadOnlyList<GroupPlan> Groups { get; init; } = [];

    /// <summary>What each layer further from the output multiplies the rate by, above 0 and at most 1.</summary>
    public double? LayerDecay { get; init; }

    /// <summary>How many batches make one update.</summary>
    public int AccumulateOver { get; init; } = 1;

    public double? ClipNorm { get; init; }

    public double? ClipValue { get; init; }

    public AveragePlan? Average { get; init; }

    public PlateauPlan? Plateau { get; init; }

    public EarlyStoppingPlan? EarlyStopping { get; init; }

    public GuardPlan? Guard { get; init; }

    /// <summary>How often a checkpoint is written: seconds (<c>20s</c>), updates (<c>100</c>) or epochs (<c>1ep</c>); null is 20 seconds.</summary>
    public string? CheckpointEvery { get; init; }

    /// <summary>The metric whose best epoch is kept as a checkpoint of its own, such as <c>validation_loss</c>.</summary>
    public string? KeepBest { get; init; }
}

/// <summary>A group of parameters.</summary>
internal sealed record GroupPlan
{
    public required string Name { get; init; }

    /// <summary>Names of parameters with <c>*</c> for anything: <c>*.bias</c>; any of them is enough. Null: whatever <see cref="MostDimensions"/> says.</summary>
    public IReadOnlyList<string>? Match { get; init; }

    /// <summary>Parameters with at most so many dimensions: 1 takes biases and the weights of norms. Null: any.</summary>
    public int? MostDimensions { get; init; }

    /// <summary>Another optimizer, as text; null is the plan's.</summary>
    public string? Optimizer { get; init; }

    /// <summary>Another schedule, as text; null is the plan's.</summary>
    public string? Schedule { get; init; }

    /// <summary>What the rate is multiplied by.</summary>
    public double? RateFactor { get; init; }

    /// <summary>Another weight decay: a number or a schedule, as text.</summary>
    public string? WeightDecay { get; init; }

    /// <summary>Updates, or <c>2ep</c>, <c>10%</c>, for which the group does not learn.</summary>
    public string? FrozenUntil { get; init; }
}

/// <summary>An average of the weights, used for validation.</summary>
internal sealed record AveragePlan
{
    /// <summary><c>ema</c> or <c>swa</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The decay of an exponential average: a number or a schedule, as text; null is 0.999.</summary>
    public string? Decay { get; init; }

    /// <summary>The update the average begins with: a number, or <c>75%</c>, <c>10ep</c>; null is the first one (ema) or 75% (swa).</summary>
    public string? From { get; init; }

    /// <summary>Updates between two that are taken: a number, or <c>1ep</c>; null is 1 (ema) or 1ep (swa).</summary>
    public string? Every { get; init; }

    /// <summary>Training batches that batch norms are run over before the average is validated.</summary>
    public int RefreshBatchNorms { get; init; }
}

/// <summary>Lowers the rate when a metric stops improving.</summary>
internal sealed record PlateauPlan
{
    /// <summary>Null is <c>validation_loss</c>.</summary>
    public string? Metric { get; init; }

    /// <summary>Null is the metric's own.</summary>
    public Direction? Direction { get; init; }

    public double Factor { get; init; } = 0.1;

    public long Patience { get; init; } = 10;

    public double Threshold { get; init; } = 1e-4;

    public Margin Margin { get; init; } = Margin.Relative;

    public long Cooldown { get; init; }

    public double MinimumScale { get; init; }
}

/// <summary>Ends the run when a metric stops improving.</summary>
internal sealed record EarlyStoppingPlan
{
    /// <summary>Null is <c>validation_loss</c>.</summary>
    public string? Metric { get; init; }

    public int Patience { get; init; } = 5;

    public double MinimumDelta { get; init; }

    public bool RestoreBest { get; init; }
}

/// <summary>Keeps a bad batch from ruining the run.</summary>
internal sealed record GuardPlan
{
    public GuardAction OnNonFinite { get; init; } = GuardAction.Skip;

    public GuardAction OnExplosion { get; init; } = GuardAction.Shrink;

    public double Factor { get; init; } = 10;

    public int WarmUp { get; init; } = 20;
}
