using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>
/// Adam that waits until its divisor can be trusted: w ← w − η·r·m̂·√(1 − β₂ᵗ)/(√v + ε) where ρₜ &gt; 5, else w ← w − η·m̂, with
/// ρₜ = ρ∞ − 2tβ₂ᵗ/(1 − β₂ᵗ), ρ∞ = 2/(1 − β₂) − 1 and r = √((ρₜ − 4)(ρₜ − 2)ρ∞/((ρ∞ − 4)(ρ∞ − 2)ρₜ)).
/// </summary>
/// <remarks>
/// Liu et al. 2020, who wait for ρₜ &gt; 4; their code and PyTorch for 5. m, v and m̂ as in <see cref="Adam"/>, but ε stands beside the uncorrected root.
/// The decay is coupled by default, as in PyTorch; the authors' code decouples it. With β₂ up to about 0.66 the divisor is never used.
/// </remarks>
[Guide(
    "w ← w − η·r·m̂·√(1 − β₂ᵗ)/(√v + ε) where ρₜ > 5, else w ← w − η·m̂",
    Source = "Liu et al. 2020; as torch.optim.RAdam",
    Use = "Adam without a warm-up: it waits until its divisor can be trusted.",
    Trap = "The first five updates are plain momentum: a rate that suits Adam may diverge there when gradients are large, as on these surfaces.",
    Race = "rAdam(linear(0.001, 0.3, over: 200))",
    Ravine = "rAdam(0.05, beta2: 0.8)")]
public sealed record RAdam : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>The ρₜ that must be exceeded before the divisor is used, at least 4; default 5.</summary>
    public double Threshold { get; init => field = Hyper.AtLeast(4.0, value); } = 5;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        double beta1 = at.Fraction(Beta1);
        double beta2 = at.Fraction(Beta2);
        double epsilon = at.NonNegative(Epsilon);
        double power = Hyper.Power(beta2, at.Step);
        double most = (2 / (1 - beta2)) - 1;
        double length = most - (2 * at.Step * power / (1 - power));
        double stepSize = at.Rate / (1 - Hyper.Power(beta1, at.Step));
        if (length > Threshold)
        {
            double rectification = Math.Sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length));
            FusedLoop.Run(block, new RectifiedStep<T>(new(beta1, beta2, stepSize * rectification * Math.Sqrt(1 - power)), epsilon), at);
        }
        else
            FusedLoop.Run(block, new UnrectifiedStep<T>(new(beta1, beta2, stepSize)), at);
    }
}

/// <summary>The constants of one step of RAdam.</summary>
internal readonly struct RAdamMoments<T>(double beta1, double beta2, double stepSize)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));

    public readonly Vector<T> StepSize = new(T.CreateTruncating(stepSize));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (lane.Gradient * lane.Gradient));
    }
}

internal readonly struct RectifiedStep<T>(RAdamMoments<T> moments, double epsilon) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        moments.Move(ref lane);
        lane.Weight -= moments.StepSize * (lane.First / (Vector.SquareRoot(lane.Second) + _epsilon));
    }
}

internal readonly struct UnrectifiedStep<T>(RAdamMoments<T> moments) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        moments.Move(ref lane);
        lane.Weight -= moments.StepSize * lane.First;
    }
}
