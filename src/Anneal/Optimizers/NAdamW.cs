using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>AdamW that looks ahead: w ← (1 − ηλ)w − η/(1 − β₁ᵗ)·(β₁m + (1 − β₁)g)/(√v̂ + ε), with Adam's m and v of this step.</summary>
/// <remarks>
/// Choi et al. 2019, table 1, as timm and the AlgoPerf benchmark have it. <c>NAdam</c> of PyTorch is another algorithm: its momentum follows a
/// schedule of its own (Dozat 2016).
/// </remarks>
[Guide(
    "w ← (1 − ηλ)w − η/(1 − β₁ᵗ)·(β₁m + (1 − β₁)g)/(√v̂ + ε)",
    Source = "Choi et al. 2019; as timm and AlgoPerf",
    Use = "AdamW with a look ahead: a strong baseline of the AlgoPerf benchmark.",
    Trap = "It is not NAdam with decay: NAdam's momentum follows a schedule, this one's is β₁ throughout.",
    Race = "nAdamW(0.15)",
    Ravine = "nAdamW(0.5)")]
public sealed record NAdamW : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>NAdamW with the defaults of timm: a decoupled decay of 0.01.</summary>
    public NAdamW() => (WeightDecay, DecayMode) = (0.01, WeightDecayMode.Decoupled);

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8. It stands outside the corrected root.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Whether only weights move whose step agrees with the gradient's sign, by as much more as fewer of a parameter do; default false.</summary>
    public bool Cautious { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <inheritdoc/>
    public override bool IsElementwise => !Cautious;

    /// <inheritdoc/>
    protected internal override bool PerParameter => false;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        double beta1 = at.Fraction(Beta1);
        AdamMoments<T> moments = new(at, beta1, at.Fraction(Beta2), at.NonNegative(Epsilon));
        double rate = at.Rate / (1 - Hyper.Power(beta1, at.Step));
        if (Cautious)
            Direction.TakeCautiously(block, new NAdamWDirection<T>(moments), rate, at);
        else
            Direction.Take(block, new NAdamWDirection<T>(moments), rate, at);
    }
}

internal readonly struct NAdamWDirection<T>(AdamMoments<T> constants) : IDirection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Direction(ref Lane<T> lane)
    {
        Vector<T> fresh = constants.Rest1 * lane.Gradient;
        lane.First = (constants.Beta1 * lane.First) + fresh;
        lane.Second = (constants.Beta2 * lane.Second) + (constants.Rest2 * (lane.Gradient * lane.Gradient));
        return ((constants.Beta1 * lane.First) + fresh) / ((Vector.SquareRoot(lane.Second) * constants.Correction2) + constants.Epsilon);
    }
}
