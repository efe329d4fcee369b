using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>m as in Adam, s ← β₂s + (1 − β₂)(g − m)² + ε, w ← w − η·m̂/(√ŝ + ε): steps are long where gradients come as expected.</summary>
/// <remarks>
/// Zhuang et al. 2020. ε is added to s at every step and once more to the corrected root, as in the paper and in timm; kozistr's differs by up to 1e-7, see
/// its dialect. Decay is decoupled by default.
/// </remarks>
[Guide(
    "s ← β₂s + (1 − β₂)(g − m)² + ε, w ← w − η·m̂/(√ŝ + ε)",
    Source = "Zhuang et al. 2020; as timm",
    Use = "As Adam, where gradients come as expected for long stretches and steps may be longer there.",
    Trap = "ε is added at every step: 1e-16 in double is nothing, but 1e-8 as Adam has it changes the method.",
    Race = "adaBelief(0.5)",
    Ravine = "adaBelief(0.5)")]
public sealed record AdaBelief : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_var"];
    private static readonly string[] _amsGradSlots = ["exp_avg", "exp_avg_var", "max_exp_avg_var"];

    /// <summary>AdaBelief with the paper's defaults.</summary>
    public AdaBelief() => DecayMode = WeightDecayMode.Decoupled;

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared surprises, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-16.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-16;

    /// <summary>Whether to divide by the largest s so far instead of the present one; default false.</summary>
    public bool AmsGrad { get; init; }

    /// <summary>Whether to weigh the step by how well s is known yet, as RAdam does; default false, timm's is true.</summary>
    public bool Rectify { get; init; }

    /// <summary>How long an average s must be worth before <see cref="Rectify"/> divides by it, at least 4; default 5.</summary>
    public double RectifyThreshold { get; init => field = Hyper.AtLeast(4.0, value); } = 5;

    /// <summary>Whether the steps before that are plain momentum, η·m̂; otherwise there are none. Default true.</summary>
    public bool DescendsAtFirst { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => AmsGrad ? _amsGradSlots : _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <summary>Whether ε is inside the correction and 1e-15 under the root, and AMSGrad holds under rectification.</summary>
    internal bool AsKozistr { get; init; }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        (double beta1, double beta2, double epsilon) = (at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon));
        double bias2 = 1 - Hyper.Power(beta2, at.Step);
        double rate = at.Rate / (1 - Hyper.Power(beta1, at.Step));
        double correction = 1 / Math.Sqrt(bias2);
        double outside = AsKozistr ? epsilon * correction : epsilon;
        if (Rectify)
        {
            (correction, outside) = (1, epsilon);
            double length = Rectification.Length(beta2, at.Step);
            if (length >= RectifyThreshold)
                rate *= Rectification.Factor(beta2, at.Step);
            else
                // Divided by 1: the step is the momentum, or nothing.
                (correction, outside, rate) = (0, 1, DescendsAtFirst ? rate : 0);
        }

        BeliefConstants<T> constants = new(rate, beta1, beta2, epsilon, correction, outside, AsKozistr ? 1e-15 : 0);
        if (!AmsGrad)
            FusedLoop.Run(block, new BeliefStep<T>(constants), at);
        else
            FusedLoop.Run(block, new BeliefAmsGradStep<T>(constants, dividesByLargest: AsKozistr || !Rectify), at);
    }
}

/// <summary>How much a mean of squares can be trusted after t steps (Liu et al. 2020).</summary>
internal static class Rectification
{
    /// <summary>The length ρₜ of a plain average that would be worth as much.</summary>
    public static double Length(double beta2, long step)
    {
        double power = Hyper.Power(beta2, step);
        return Longest(beta2) - (2 * step * power / (1 - power));
    }

    /// <summary>√((1 − β₂ᵗ)·r) with the variance's rectification r, for a root that is not corrected otherwise.</summary>
    public static double Factor(double beta2, long step)
    {
        (double longest, double length) = (Longest(beta2), Length(beta2, step));
        return Math.Sqrt((1 - Hyper.Power(beta2, step)) * (length - 4) / (longest - 4) * (length - 2) / length * longest / (longest - 2));
    }

    private static double Longest(double beta2) => (2 / (1 - beta2)) - 1;
}

internal readonly struct BeliefConstants<T>(double rate, double beta1, double beta2, double epsilon, double correction, double outside, double underRoot)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public readonly Vector<T> Rate = new(T.CreateTruncating(rate));
    public readonly Vector<T> Beta1 = new(T.CreateTruncating(beta1));
    public readonly Vector<T> Rest1 = new(T.CreateTruncating(1 - beta1));
    public readonly Vector<T> Beta2 = new(T.CreateTruncating(beta2));
    public readonly Vector<T> Rest2 = new(T.CreateTruncating(1 - beta2));
    public readonly Vector<T> Epsilon = new(T.CreateTruncating(epsilon));
    public readonly Vector<T> Correction = new(T.CreateTruncating(correction));
    public readonly Vector<T> Outside = new(T.CreateTruncating(outside));
    public readonly Vector<T> UnderRoot = new(T.CreateTruncating(underRoot));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Moments(ref Lane<T> lane)
    {
        lane.First = (Beta1 * lane.First) + (Rest1 * lane.Gradient);
        Vector<T> surprise = lane.Gradient - lane.First;
        lane.Second = (Beta2 * lane.Second) + (Rest2 * (surprise * surprise)) + Epsilon;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(ref Lane<T> lane, Vector<T> variance)
        => lane.Weight -= Rate * (lane.First / ((Vector.SquareRoot(variance + UnderRoot) * Correction) + Outside));
}

internal readonly struct BeliefStep<T>(BeliefConstants<T> constants) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        constants.Moments(ref lane);
        constants.Step(ref lane, lane.Second);
    }
}

internal readonly struct BeliefAmsGradStep<T>(BeliefConstants<T> constants, bool dividesByLargest) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        constants.Moments(ref lane);
        lane.Third = Vector.Max(lane.Third, lane.Second);
        constants.Step(ref lane, dividesByLargest ? lane.Third : lane.Second);
    }
}
