using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).</summary>
/// <remarks>
/// Kingma &amp; Ba 2015; <see cref="AmsGrad"/> after Reddi et al. 2018. ε stands outside the corrected root, as in PyTorch; Keras and DJL have it in the
/// uncorrected variant, see <see cref="UncorrectedEpsilon"/>. Weight decay is coupled by default (PyTorch's <c>Adam</c>); <see cref="AdamW"/> decouples it.
/// </remarks>
[Guide(
    "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η·m̂/(√v̂ + ε)",
    Source = "Kingma & Ba 2015; AMSGrad after Reddi et al. 2018; as torch.optim.Adam",
    Use = "The first thing to try where gradients differ widely in size between weights; 1e-3 is a fair first rate.",
    Trap = "Its weight decay goes through the divisor, so weights with large gradients hardly decay: use adamW to regularise.",
    Race = "adam(0.5)",
    Ravine = "adam(0.5)")]
public sealed record Adam : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];
    private static readonly string[] _amsGradSlots = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Whether to divide by the largest v so far instead of the present one (the maximum is taken before the correction); default false.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Whether ε stands beside the root before its correction, w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε), as in Keras and DJL; default false.</summary>
    public bool UncorrectedEpsilon { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => SlotsOf(AmsGrad);

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    internal static string[] SlotsOf(bool amsGrad) => amsGrad ? _amsGradSlots : _slots;

    internal static void Update<T>(Block<T> block, in StepContext at, double beta1, double beta2, double epsilon, bool amsGrad, bool uncorrected = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        AdamMoments<T> moments = new(at, beta1, beta2, epsilon, uncorrected);
        if (amsGrad)
            FusedLoop.Run(block, new AmsGradStep<T>(moments), at);
        else
            FusedLoop.Run(block, new AdamStep<T>(moments), at);
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
        => Update(block, at, at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon), AmsGrad, UncorrectedEpsilon);
}

/// <summary>The constants of one step of Adam; 1 − β is taken in double.</summary>
internal readonly struct AdamMoments<T>(in StepContext at, double beta1, double beta2, double epsilon, bool uncorrected = false)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly Vector<T> Beta1 = new(T.CreateTruncating(beta1));
    public readonly Vector<T> Rest1 = new(T.CreateTruncating(1 - beta1));
    public readonly Vector<T> Beta2 = new(T.CreateTruncating(beta2));
    public readonly Vector<T> Rest2 = new(T.CreateTruncating(1 - beta2));
    // Beside the uncorrected root ε is corrected with it.
    public readonly Vector<T> Epsilon = new(T.CreateTruncating(uncorrected ? epsilon / Math.Sqrt(1 - Hyper.Power(beta2, at.Step)) : epsilon));

    // The corrections are scalars of the step: one factor on the rate, one on the root.
    public readonly Vector<T> StepSize = new(T.CreateTruncating(at.Rate / (1 - Hyper.Power(beta1, at.Step))));
    public readonly Vector<T> Correction2 = new(T.CreateTruncating(1 / Math.Sqrt(1 - Hyper.Power(beta2, at.Step))));
}

internal readonly struct AdamStep<T>(AdamMoments<T> constants) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (constants.Beta1 * lane.First) + (constants.Rest1 * lane.Gradient);
        lane.Second = (constants.Beta2 * lane.Second) + (constants.Rest2 * (lane.Gradient * lane.Gradient));
        Vector<T> divisor = (Vector.SquareRoot(lane.Second) * constants.Correction2) + constants.Epsilon;
        lane.Weight -= constants.StepSize * (lane.First / divisor);
    }
}

internal readonly struct AmsGradStep<T>(AdamMoments<T> constants) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (constants.Beta1 * lane.First) + (constants.Rest1 * lane.Gradient);
        lane.Second = (constants.Beta2 * lane.Second) + (constants.Rest2 * (lane.Gradient * lane.Gradient));
        lane.Third = Vector.Max(lane.Third, lane.Second);
        Vector<T> divisor = (Vector.SquareRoot(lane.Third) * constants.Correction2) + constants.Epsilon;
        lane.Weight -= constants.StepSize * (lane.First / divisor);
    }
}
