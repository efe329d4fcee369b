using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam with a second, much slower mean of gradients beside the first: w ← w − η(m̂₁ + αm₂)/(√v̂ + ε), m₂ ← β₃m₂ + (1 − β₃)g.</summary>
/// <remarks>
/// Pagliardini et al. 2024. m₂ is not corrected; kozistr's divides it by 1 − β₁ᵗ too, see its dialect. Decay is decoupled by default, as in the paper.
/// </remarks>
[Guide(
    "w ← w − η(m̂₁ + αm₂)/(√v̂ + ε), m₂ ← β₃m₂ + (1 − β₃)g",
    Source = "Pagliardini et al. 2024",
    Use = "Long runs of language models, where gradients ten thousand steps old still help.",
    Trap = "Without warmUp the slow mean can push too far in the first thousand steps: give it the length of the run.",
    Race = "adEMAMix(0.2)",
    Ravine = "adEMAMix(0.5)")]
public sealed record AdEMAMix : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq", "exp_avg_slow"];

    /// <summary>AdEMAMix with the paper's defaults.</summary>
    public AdEMAMix() => DecayMode = WeightDecayMode.Decoupled;

    /// <summary>Share of the past in the fast mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>Share of the past in the slow mean of gradients, in [0, 1); default 0.9999.</summary>
    public Schedule Beta3 { get; init => field = Hyper.Fraction(value); } = 0.9999;

    /// <summary>How much of the slow mean joins the step, α, at least 0; default 5.</summary>
    public Schedule Alpha { get; init => field = Hyper.NonNegative(value); } = 5;

    /// <summary>Steps over which α rises from 0 and β₃ from β₁, as its half-life does; null, the default, starts with both in full.</summary>
    /// <remarks>The paper takes the length of the run. Without it the first thousand steps of a slow mean can be too bold.</remarks>
    public double? WarmUp { get; init => field = value is double given ? Hyper.Positive(given) : null; }

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <summary>Whether the slow mean is divided by 1 − β₁ᵗ as the fast one.</summary>
    internal bool AsKozistr { get; init; }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        if (WarmUp is not null && (Hyper.IsZero(Beta1) || Hyper.IsZero(Beta3)))
            throw new ArgumentException("The warm-up lets Beta3 rise from Beta1 by its half-life: both must be above 0, or WarmUp null.");
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        (double beta1, double beta3, double alpha) = (at.Fraction(Beta1), at.Fraction(Beta3), at.NonNegative(Alpha));
        if (WarmUp is double steps)
        {
            double passed = at.Step / steps;
            alpha = Math.Min(passed * alpha, alpha);
            (double from, double to) = (Math.Log(beta1), Math.Log(beta3));
            beta3 = passed >= 1 ? beta3 : Math.Min(Math.Exp(from * to / (((1 - passed) * to) + (passed * from))), beta3);
        }

        AdamMoments<T> moments = new(at, beta1, at.Fraction(Beta2), at.NonNegative(Epsilon));
        double slow = AsKozistr ? at.Rate * alpha / (1 - Hyper.Power(beta1, at.Step)) : at.Rate * alpha;
        FusedLoop.Run(block, new AdEMAMixStep<T>(moments, beta3, slow), at);
    }
}

internal readonly struct AdEMAMixStep<T>(AdamMoments<T> constants, double beta3, double slow) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta3 = new(T.CreateTruncating(beta3));
    private readonly Vector<T> _rest3 = new(T.CreateTruncating(1 - beta3));
    private readonly Vector<T> _slow = new(T.CreateTruncating(slow));

    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (constants.Beta1 * lane.First) + (constants.Rest1 * lane.Gradient);
        lane.Second = (constants.Beta2 * lane.Second) + (constants.Rest2 * (lane.Gradient * lane.Gradient));
        lane.Third = (_beta3 * lane.Third) + (_rest3 * lane.Gradient);
        Vector<T> divisor = (Vector.SquareRoot(lane.Second) * constants.Correction2) + constants.Epsilon;
        lane.Weight -= ((constants.StepSize * lane.First) + (_slow * lane.Third)) / divisor;
    }
}
