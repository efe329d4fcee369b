using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam whose step loses its part along the weights where their length means nothing: u ← u − (ŵ·u)ŵ with ŵ = w/‖w‖.</summary>
/// <remarks>
/// Heo et al. 2021. Weights under a normalisation grow with every step of momentum and slow themselves down. They are recognised by a gradient at a
/// right angle to them, row by row (the first size) or as a whole, in parameters of rank 2 and above; their decay is weaker. Decay is decoupled by
/// default. ε and Nesterov are the paper's; kozistr's differ, see its dialect.
/// </remarks>
[Guide(
    "u = m̂/(√v̂ + ε), u ← u − (ŵ·u)ŵ where g is at a right angle to w, w ← w − ηu",
    Source = "Heo et al. 2021, ClovaAI's AdamP",
    Use = "Networks with batch or weight normalisation, whose weights grow under momentum and so slow down.",
    Trap = "Below rank 2 it is plain AdamW; the projection is decided per step by an angle, so two runs may part at one decision.",
    Race = "adamP(0.5)",
    Ravine = "adamP(0.5)")]
public sealed record AdamP : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>AdamP with the paper's defaults.</summary>
    public AdamP() => DecayMode = WeightDecayMode.Decoupled;

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps divisors from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Weights count as free of scale when |cos(g, w)| is below this over the root of their number, at least 0; default 0.1.</summary>
    public double Delta { get; init => field = Hyper.NonNegative(value); } = 0.1;

    /// <summary>What weights that are free of scale get of a decoupled decay, from 0 to 1; default 0.1.</summary>
    public double DecayRatio { get; init => field = Hyper.Ratio(value); } = 0.1;

    /// <summary>Whether to look ahead along β₁m + (1 − β₁)g; default false.</summary>
    public bool Nesterov { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <summary>Whether ε is added to √v before the correction, and Nesterov divides the gradient alone.</summary>
    internal bool AsKozistr { get; init; }

    /// <inheritdoc/>
    protected internal override bool PerParameter => false;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        (double beta1, double epsilon) = (at.Fraction(Beta1), at.NonNegative(Epsilon));
        AdamMoments<T> moments = new(at, beta1, at.Fraction(Beta2), epsilon);
        AdamPDirection<T> direction = new(moments, Math.Sqrt(1 - Hyper.Power(at.Fraction(Beta2), at.Step)), Nesterov, AsKozistr);
        T stepSize = moments.StepSize[0];
        foreach (Block<T> part in block.Parts)
        {
            ReadOnlySpan<T> gradient = part.Prepare(at.KeepingAll());
            Span<T> step = Direction.Show(part, direction, at.KeepingAll());
            bool free = Projection.Apply(part.Parameter.Shape, part.Weights, gradient, step, Delta, epsilon);
            T keep = T.CreateTruncating(free ? 1 - ((1 - at.Keep) * DecayRatio) : at.Keep);
            Spans.Sum(part.Weights, part.Weights, keep, step, -stepSize);
        }
    }
}

internal readonly struct AdamPDirection<T>(AdamMoments<T> constants, double root, bool nesterov, bool asKozistr) : IDirection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _root = new(T.CreateTruncating(root));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Direction(ref Lane<T> lane)
    {
        Vector<T> fresh = constants.Rest1 * lane.Gradient;
        lane.First = (constants.Beta1 * lane.First) + fresh;
        lane.Second = (constants.Beta2 * lane.Second) + (constants.Rest2 * (lane.Gradient * lane.Gradient));
        Vector<T> deviation = Vector.SquareRoot(lane.Second);
        if (!asKozistr)
        {
            Vector<T> ahead = nesterov ? (constants.Beta1 * lane.First) + fresh : lane.First;
            return ahead / ((deviation * constants.Correction2) + constants.Epsilon);
        }

        Vector<T> inverse = _root / (deviation + constants.Epsilon);
        return nesterov ? (constants.Beta1 * lane.First) + (fresh * inverse) : lane.First * inverse;
    }
}
