using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam with a rate per parameter: w ← w − η·(‖w‖/‖u‖)·u with u = m̂/(√v̂ + ε) + λw.</summary>
/// <remarks>
/// You et al. 2020. <see cref="WeightDecayMode.Coupled"/>, the default, puts λw into u as the paper does, not into the gradient; the decoupled modes
/// decay the weights before the norms are taken. The ratio is 1 where a norm is 0. timm clips the norm of all gradients to 1 and adapts only what
/// decays; kozistr corrects only m, and bounds ‖w‖ by 10: see their dialects.
/// </remarks>
[Guide(
    "u = m̂/(√v̂ + ε) + λw, w ← w − η·(‖w‖/‖u‖)·u per parameter",
    Source = "You et al. 2020",
    Use = "Very large batches, thousands of examples, with a rate that scales with them.",
    Trap = "Steps are relative to ‖w‖: parameters that start at zero, and biases, need the ratio of 1 or a group of their own.",
    Race = "lamb(0.05)",
    Ravine = "lamb(0.3)")]
public sealed record Lamb : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-6. It stands outside the corrected root.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-6;

    /// <summary>Whether m and v are corrected for their start at zero; default true.</summary>
    public bool BiasCorrection { get; init; } = true;

    /// <summary>Whether the gradient enters m as (1 − β₁)g; otherwise whole. Default true.</summary>
    public bool GradientAveraging { get; init; } = true;

    /// <summary>The norm above which all gradients together are scaled down before anything else; null, the default, leaves them alone.</summary>
    public double? MaximalGradientNorm { get; init => field = value is double given ? Hyper.Positive(given) : null; }

    /// <summary>Which parameters the ratio is used for; default all.</summary>
    public TrustScope Trust { get; init => field = Hyper.Defined(value); }

    /// <summary>Whether a ratio above 1 counts as 1 (LAMBC, Fong et al. 2020); default false.</summary>
    public bool TrustClip { get; init; }

    /// <summary>Whether m̂/(√v̂ + ε) is kept only where it agrees with the gradient, by as much larger as fewer of a parameter do; default false.</summary>
    public bool Cautious { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <summary>What kozistr's library does otherwise; null for the paper's and timm's arithmetic.</summary>
    internal KozistrLamb? AsKozistr { get; init; }

    /// <inheritdoc/>
    protected internal override bool PerParameter => false;

    /// <inheritdoc/>
    protected internal override bool OwnDecay => true;

    /// <inheritdoc/>
    protected internal override void Update<T>(Work<T> work)
    {
        double norm = -1;
        foreach (Block<T> block in work.Blocks)
        {
            Lamb rule = block.RuleAs<Lamb>();
            StepContext at = work.At(block);
            if (rule.MaximalGradientNorm is double largest)
            {
                if (norm < 0)
                    norm = rule.AsKozistr is null ? GradientNorm.Of(work) : GradientNorm.InSingle(work);
                at = at.Scaled(rule.AsKozistr is null ? Math.Min(1, largest / norm) : 1 / GradientNorm.FactorInSingle(largest, norm, at.NonNegative(rule.Epsilon, nameof(Epsilon))));
            }

            block.Rule.Update(block, at);
        }
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        (double beta1, double beta2, double epsilon) = (at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon));
        bool corrected = BiasCorrection && AsKozistr is null;
        LambDirection<T> direction = new(
            beta1, GradientAveraging ? 1 - beta1 : 1, beta2, epsilon,
            corrected ? 1 / (1 - Hyper.Power(beta1, at.Step)) : 1, corrected ? 1 / Math.Sqrt(1 - Hyper.Power(beta2, at.Step)) : 1);
        double decay = block.Rule.DecayMode is WeightDecayMode.Decoupled ? at.Rate * at.WeightDecay : at.WeightDecay;
        bool coupled = block.Rule.DecayMode is WeightDecayMode.Coupled;
        foreach (Block<T> part in block.Parts)
        {
            ReadOnlySpan<T> gradient = part.Prepare(at);
            Span<T> step = Direction.Show(part, direction, at);
            if (Cautious)
                Spans.Map(step, step, gradient, new Mask<T>(new(T.CreateTruncating(Caution.Scale(step, gradient)))));
            Span<T> weights = part.Weights;
            if (decay != 0 && coupled)
                Spans.Add(step, weights, T.CreateTruncating(decay));
            else if (decay != 0)
                Spans.Scale(weights, T.CreateTruncating(1 - decay));
            double rate = AsKozistr is null ? at.Rate * Ratio(part.Parameter.Rank, at.WeightDecay, weights, step) : AsKozistr.Rate(part, step, at, beta1, beta2, epsilon);
            Spans.Add(weights, step, T.CreateTruncating(-rate));
        }
    }

    private double Ratio<T>(int rank, double decay, ReadOnlySpan<T> weights, ReadOnlySpan<T> step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Trust is TrustScope.Decayed ? decay == 0 : Trust is TrustScope.Matrices && rank < 2)
            return 1;
        (double weight, double length) = (GradientNorm.Of(weights), GradientNorm.Of(step));
        double ratio = weight > 0 && length > 0 ? weight / length : 1;
        return TrustClip ? Math.Min(1, ratio) : ratio;
    }

    /// <summary>The step, larger, where it agrees with the gradient; else none.</summary>
    private readonly struct Mask<T>(Vector<T> scale) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y)
            => Vector.ConditionalSelect(Vector.GreaterThan(x * y, Vector<T>.Zero), x * scale, Vector<T>.Zero);
    }
}

internal readonly struct LambDirection<T>(double beta1, double fresh, double beta2, double epsilon, double correction1, double correction2) : IDirection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _fresh = new(T.CreateTruncating(fresh));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));
    private readonly Vector<T> _correction1 = new(T.CreateTruncating(correction1));
    private readonly Vector<T> _correction2 = new(T.CreateTruncating(correction2));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Direction(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_fresh * lane.Gradient);
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (lane.Gradient * lane.Gradient));
        return lane.First * _correction1 / ((Vector.SquareRoot(lane.Second) * _correction2) + _epsilon);
    }
}

/// <summary>LAMB as kozistr's library has it: m corrected in the rate alone, ‖w‖ bounded by 10, and an optional rectification.</summary>
/// <param name="Adam">Whether the ratio is always 1.</param>
/// <param name="Rectify">Whether to weigh the step as RAdam does; the ratio then divides by the norm of the moved weights.</param>
/// <param name="DescendsAtFirst">Whether the steps before the threshold are momentum; otherwise they go the wrong way, as they do there.</param>
/// <param name="Threshold">How long an average v must be worth.</param>
internal sealed record KozistrLamb(bool Adam, bool Rectify, bool DescendsAtFirst, double Threshold)
{
    private const double LargestNorm = 10;

    /// <summary>The rate for one parameter's step, which a rectified start replaces by the momentum.</summary>
    public double Rate<T>(Block<T> part, Span<T> step, in StepContext at, double beta1, double beta2, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double rate = at.Rate / (1 - Hyper.Power(beta1, at.Step));
        Span<T> weights = part.Weights;
        double length;
        if (Rectify)
        {
            bool known = Rectification.Length(beta2, at.Step) >= Threshold;
            rate *= known ? Rectification.Factor(beta2, at.Step) : DescendsAtFirst ? 1 : -1;
            if (!known)
                part.Slot(0).CopyTo(step);
            Span<T> moved = part.Scratch(1, weights.Length);
            Spans.Sum(moved, weights, T.One, step, T.CreateTruncating(-rate));
            length = GradientNorm.Of<T>(moved);
        }
        else
        {
            length = GradientNorm.Of<T>(step);
        }

        double weight = Math.Min(LargestNorm, GradientNorm.Of<T>(weights));
        return Adam || weight == 0 || length == 0 ? rate : rate * weight / (length + epsilon);
    }
}
