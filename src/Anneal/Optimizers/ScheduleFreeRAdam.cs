using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>As <see cref="ScheduleFreeAdamW"/>, with the rate rectified as in RAdam instead of a warm-up: η·r(t) once the variance of v is known.</summary>
/// <remarks>
/// Defazio et al. 2024 with Liu et al. 2020, as facebookresearch/schedule_free computes it. Until ρ(t) exceeds 4 the rate is 0 and only v is
/// gathered, unless <see cref="SilentPhase"/> is off: then the first updates follow g itself.
/// </remarks>
[Guide(
    "as scheduleFreeAdamW with RAdam's rectified rate η·r(t) instead of a warm-up",
    Source = "Defazio et al. 2024 with Liu et al. 2020, facebookresearch/schedule_free",
    Use = "As scheduleFreeAdamW, without a warm-up to choose.",
    Trap = "The first updates move nothing until the variance is known; evaluate within EvaluationWeights.",
    Race = "scheduleFreeRAdam(0.7)",
    Ravine = "scheduleFreeRAdam(5)")]
public sealed record ScheduleFreeRAdam : ScheduleFree
{
    private static readonly string[] _slots = ["z", "exp_avg_sq"];

    /// <summary>Schedule-free RAdam with the reference's rate of 0.0025 and no decay.</summary>
    public ScheduleFreeRAdam() => (LearningRate, DecayMode) = (0.0025, WeightDecayMode.Decoupled);

    /// <summary>How far the weights stand towards the average, β₁, in (0, 1); default 0.9.</summary>
    public double Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Whether the weights rest until the rectification is defined; default true.</summary>
    public bool SilentPhase { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    private protected override double Interpolation => Beta1;

    private protected override double Factor(long step, in StepContext at)
    {
        double? rectified = Rectification(step, at.Fraction(Beta2));
        return rectified ?? (SilentPhase ? 0 : 1);
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        ScheduleFreePoint point = Point(block, at);
        bool coupled = block.Rule.DecayMode is WeightDecayMode.Coupled;
        ScheduleFreeScaled<T> scaled = new(point, at.Fraction(Beta2), at.NonNegative(Epsilon), coupled);
        if (Rectification(point.Step, at.Fraction(Beta2)) is null)
            FusedLoop.Run(block, new ScheduleFreePlain<T>(scaled), at);
        else
            FusedLoop.Run(block, scaled, at);
    }

    /// <summary>r(t), or null while the variance of v is not defined.</summary>
    private static double? Rectification(long step, double beta2)
    {
        double power = Hyper.Power(beta2, step);
        double last = (2 / (1 - beta2)) - 1;
        double length = last - (2 * step * power / (1 - power));
        return length > 4 ? Math.Sqrt((length - 4) * (length - 2) * last / ((last - 4) * (last - 2) * length)) : null;
    }
}

/// <summary>The step along g itself, v gathered all the same.</summary>
internal readonly struct ScheduleFreePlain<T>(ScheduleFreeScaled<T> scaled) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        Vector<T> gradient = scaled.Penalized(lane);
        scaled.Divisor(ref lane, gradient);
        scaled.Move(ref lane, gradient);
    }
}
