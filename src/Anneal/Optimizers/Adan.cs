using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>
/// m ← β₁m + (1 − β₁)g, d ← β₂d + (1 − β₂)Δ, n ← β₃n + (1 − β₃)(g + β₂Δ)² with Δ = g − the gradient before; w ← w − η(m̂ + β₂d̂)/(√n̂ + ε).
/// </summary>
/// <remarks>
/// Xie et al. 2022. β is the share of the past, as in PyTorch and timm; the paper writes 1 − β. The first Δ is 0. Decay is proximal by default:
/// w ← w/(1 + ηλ) after the step.
/// </remarks>
[Guide(
    "m, d, n of g, Δ and (g + β₂Δ)² with Δ = g − last g, w ← w − η(m̂ + β₂d̂)/(√n̂ + ε)",
    Source = "Xie et al. 2022; as timm",
    Use = "Vision transformers and large batches: the look ahead bears 5 to 10 times Adam's rate.",
    Trap = "It remembers four numbers per weight, twice as many as Adam; the paper writes 1 − β for our β.",
    Race = "adan(0.03)",
    Ravine = "adan(0.2)")]
public sealed record Adan : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq", "exp_avg_diff", "neg_pre_grad"];

    /// <summary>Adan with the defaults of its authors.</summary>
    public Adan() => DecayMode = WeightDecayMode.Decoupled;

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.98.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.98;

    /// <summary>Share of the past in the mean of their differences, in [0, 1); default 0.92.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.92;

    /// <summary>Share of the past in the mean of squares, in [0, 1); default 0.99.</summary>
    public Schedule Beta3 { get; init => field = Hyper.Fraction(value); } = 0.99;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Whether a decoupled decay divides by 1 + ηλ after the step instead of multiplying by 1 − ηλ before it; default true.</summary>
    public bool Proximal { get; init; } = true;

    /// <summary>The norm above which all gradients together are scaled down before anything else; 0, the default, leaves them alone.</summary>
    public double MaximalGradientNorm { get; init => field = Hyper.NonNegative(value); }

    /// <summary>Whether m̂ moves only weights whose m agrees with the gradient's sign, by as much more as fewer of a parameter do; default false.</summary>
    /// <remarks>As in timm, d̂ moves them all.</remarks>
    public bool Cautious { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => !Cautious;

    /// <inheritdoc/>
    public override bool IsElementwise => !Cautious && MaximalGradientNorm == 0;

    /// <summary>Whether the norm is taken in single precision, and the first difference does not know the direction of the climb.</summary>
    internal bool AsKozistr { get; init; }

    /// <inheritdoc/>
    protected internal override bool PerParameter => false;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        if (Proximal && DecayMode is WeightDecayMode.Coupled && !Hyper.IsZero(WeightDecay))
            throw new ArgumentException("A proximal decay divides the weights and cannot be in the gradient too: make DecayMode Decoupled, or set Proximal to false.");
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Work<T> work)
    {
        double norm = -1;
        foreach (Block<T> block in work.Blocks)
        {
            Adan rule = block.RuleAs<Adan>();
            StepContext at = work.At(block);
            if (rule.MaximalGradientNorm == 0)
            {
                block.Rule.Update(block, at);
                continue;
            }

            if (norm < 0)
                norm = rule.AsKozistr ? GradientNorm.InSingle(work) : GradientNorm.Of(work);
            double epsilon = at.NonNegative(rule.Epsilon, nameof(Epsilon));
            double factor = rule.AsKozistr
                ? GradientNorm.FactorInSingle(rule.MaximalGradientNorm, norm, epsilon)
                : Math.Min(1, rule.MaximalGradientNorm / (norm + epsilon));
            block.Rule.Update(block, at.Scaled(factor));
        }
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        AdanMoments<T> moments = new(at, at.Fraction(Beta1), at.Fraction(Beta2), at.Fraction(Beta3), at.NonNegative(Epsilon), AsKozistr && block.Rule.Maximize);
        // 1 − keep is ηλ or λ, as the mode has it.
        bool proximal = Proximal && at.Keep != 1;
        StepContext before = proximal ? at.KeepingAll() : at;
        T after = T.CreateTruncating(proximal ? 1 / (2 - at.Keep) : 1);
        if (!Cautious)
        {
            FusedLoop.Run(block, new AdanStep<T>(moments, new(after)), before);
            return;
        }

        foreach (Block<T> part in block.Parts)
        {
            ReadOnlySpan<T> gradient = part.Prepare(before);
            Span<T> weights = part.Weights;
            Span<T> direction = Direction.Show(part, new AdanDirection<T>(moments), before);
            ReadOnlySpan<T> squares = part.Slot(1);
            ReadOnlySpan<T> differences = part.Slot(2);
            T scale = moments.StepSize[0] * T.CreateTruncating(Caution.Scale(direction, gradient));
            Span<T> divisor = part.Scratch(1, weights.Length);
            Spans.Map(divisor, squares, squares, new AdanDivisor<T>(moments));
            Spans.Map(direction, direction, gradient, default(AdanMask<T>));
            Spans.Map(weights, direction, divisor, new AdanQuotient<T>(new(scale)));
            Spans.Map(weights, differences, divisor, new AdanQuotient<T>(moments.StepSizeOfDifference));
            Spans.Scale(weights, after);
        }
    }
}

internal readonly struct AdanMoments<T>(in StepContext at, double beta1, double beta2, double beta3, double epsilon, bool turned)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _beta3 = new(T.CreateTruncating(beta3));
    private readonly Vector<T> _rest3 = new(T.CreateTruncating(1 - beta3));

    // Before the first step there was no gradient: it counts as equal to this one, so that the difference is 0.
    private readonly Vector<T> _first = new(T.CreateTruncating(!at.IsFirst ? 0 : turned ? 1 : -1));

    public readonly Vector<T> Epsilon = new(T.CreateTruncating(epsilon));
    public readonly Vector<T> StepSize = new(T.CreateTruncating(at.Rate / (1 - Hyper.Power(beta1, at.Step))));
    public readonly Vector<T> StepSizeOfDifference = new(T.CreateTruncating(at.Rate * beta2 / (1 - Hyper.Power(beta2, at.Step))));
    public readonly Vector<T> Correction3 = new(T.CreateTruncating(1 / Math.Sqrt(1 - Hyper.Power(beta3, at.Step))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update(ref Lane<T> lane)
    {
        Vector<T> difference = lane.Gradient + lane.Fourth + (_first * lane.Gradient);
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Third = (_beta2 * lane.Third) + (_rest2 * difference);
        Vector<T> ahead = lane.Gradient + (_beta2 * difference);
        lane.Second = (_beta3 * lane.Second) + (_rest3 * (ahead * ahead));
        lane.Fourth = -lane.Gradient;
    }
}

internal readonly struct AdanStep<T>(AdanMoments<T> moments, Vector<T> after) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        moments.Update(ref lane);
        Vector<T> divisor = (Vector.SquareRoot(lane.Second) * moments.Correction3) + moments.Epsilon;
        lane.Weight = (lane.Weight - (((moments.StepSize * lane.First) + (moments.StepSizeOfDifference * lane.Third)) / divisor)) * after;
    }
}

internal readonly struct AdanDivisor<T>(AdanMoments<T> moments) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => (Vector.SquareRoot(x) * moments.Correction3) + moments.Epsilon;
}

/// <summary>The mean where it agrees with the gradient, else 0.</summary>
internal readonly struct AdanMask<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => Vector.ConditionalSelect(Vector.GreaterThan(x * y, Vector<T>.Zero), x, Vector<T>.Zero);
}

internal readonly struct AdanQuotient<T>(Vector<T> rate) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => own - (rate * (x / y));
}

/// <summary>The mean of gradients, whose signs decide which weights it may move.</summary>
internal readonly struct AdanDirection<T>(AdanMoments<T> moments) : IDirection<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Direction(ref Lane<T> lane)
    {
        moments.Update(ref lane);
        return lane.First;
    }
}
