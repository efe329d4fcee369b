using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>The step that <see cref="Mars"/> makes of its corrected gradient.</summary>
public enum MarsKind
{
    /// <summary>AdamW's: m̂/(√v̂ + ε).</summary>
    AdamW,

    /// <summary>Lion's: the sign of m.</summary>
    Lion,
}

/// <summary>
/// Reduces the variance of the gradient before an adaptive step: c = g + γ·β₁/(1 − β₁)·(g − the gradient before), scaled to norm 1 if it is longer,
/// takes g's place.
/// </summary>
/// <remarks>
/// Yuan et al. 2024, in the form that needs no second gradient, as timm has it; at the first step c is g. Norms are those of one parameter. Vectors
/// and numbers (rank below 2) are left to AdamW unless <see cref="OptimizesVectors"/>. Decay is decoupled by default.
/// </remarks>
[Guide(
    "c = g + γ·β₁/(1 − β₁)·(g − last g), at most of norm 1, in the place of g in AdamW's or Lion's step",
    Source = "Yuan et al. 2024; as timm",
    Use = "Language models with noisy gradients, where the change of the gradient tells more than one batch.",
    Trap = "The last gradient belongs to another batch in this form; vectors are left to AdamW unless optimizesVectors is on.",
    Race = "mars(0.04)",
    Ravine = "mars(0.2)")]
public sealed record Mars : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq", "last_grad"];

    /// <summary>MARS with the defaults of its authors.</summary>
    public Mars() => (LearningRate, DecayMode) = (3e-3, WeightDecayMode.Decoupled);

    /// <summary>What the corrected gradient is used for; default <see cref="MarsKind.AdamW"/>.</summary>
    public MarsKind Kind { get; init => field = Hyper.Defined(value); }

    /// <summary>Share of the past in the mean of corrected gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of their squares, in [0, 1); default 0.99. <see cref="MarsKind.Lion"/> has none.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.99;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>How much of the correction is made, γ, at least 0; default 0.025.</summary>
    public Schedule Gamma { get; init => field = Hyper.NonNegative(value); } = 0.025;

    /// <summary>Whether vectors and numbers get the corrected step too, instead of AdamW's; default false.</summary>
    public bool OptimizesVectors { get; init; }

    /// <summary>A factor on the rate of parameters left to AdamW, at least 0; default 1.</summary>
    public double VectorRateFactor { get; init => field = Hyper.NonNegative(value); } = 1;

    /// <summary>β₁ for parameters left to AdamW, in [0, 1); null, the default, is <see cref="Beta1"/>.</summary>
    public Schedule? VectorBeta1 { get; init => field = value is null ? null : Hyper.Fraction(value); }

    /// <summary>β₂ for parameters left to AdamW, in [0, 1); null, the default, is <see cref="Beta2"/>.</summary>
    public Schedule? VectorBeta2 { get; init => field = value is null ? null : Hyper.Fraction(value); }

    /// <summary>Whether only weights move whose m agrees with the gradient's sign; default false.</summary>
    /// <remarks>AdamW's steps grow by as much as fewer of a parameter's weights take part, Lion's stay signs.</remarks>
    public bool Cautious { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    protected internal override bool PerParameter => false;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        foreach (Block<T> part in block.Parts)
        {
            if (OptimizesVectors || part.Parameter.Rank >= 2)
                Corrected(part, at);
            else
                Plain(part, at, block.Rule.DecayMode);
        }
    }

    private void Corrected<T>(Block<T> part, in StepContext at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (double beta1, double beta2, _) = (at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon));
        ReadOnlySpan<T> gradient = part.Prepare(at);
        Span<T> corrected = part.Scratch();
        Span<T> last = part.Slot(2);
        T gamma = T.CreateTruncating(at.NonNegative(Gamma) * beta1 / (1 - beta1));
        if (at.Step == 1)
            gradient.CopyTo(corrected);
        else
            Spans.Map(corrected, gradient, last, new MarsCorrection<T>(new(gamma)));
        gradient.CopyTo(last);
        double norm = at.Step == 1 ? 0 : GradientNorm.Of<T>(corrected);
        if (norm > 1)
            Spans.Map(corrected, corrected, corrected, new MarsShrink<T>(new(T.CreateTruncating(norm))));
        Mean(part.Slot(0), corrected, beta1);
        if (Kind is MarsKind.Lion)
        {
            Sign(part, T.CreateTruncating(at.Rate));
            return;
        }

        Squares(part.Slot(1), corrected, beta2);
        Step(part, at, at.Rate, beta1, beta2);
    }

    private void Plain<T>(Block<T> part, in StepContext at, WeightDecayMode decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double beta1 = VectorBeta1 is null ? at.Fraction(Beta1) : at.Fraction(VectorBeta1);
        double beta2 = VectorBeta2 is null ? at.Fraction(Beta2) : at.Fraction(VectorBeta2);
        ReadOnlySpan<T> gradient = part.Prepare(at.KeepingAll());
        double keep = decay is WeightDecayMode.DecoupledFixed ? at.Keep : 1 - ((1 - at.Keep) * VectorRateFactor);
        if (keep != 1)
            Spans.Scale(part.Weights, T.CreateTruncating(keep));

        gradient.CopyTo(part.Slot(2));
        Mean(part.Slot(0), gradient, beta1);
        Squares(part.Slot(1), gradient, beta2);
        Step(part, at, at.Rate * VectorRateFactor, beta1, beta2);
    }

    private void Step<T>(Block<T> part, in StepContext at, double rate, double beta1, double beta2)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> step = part.Scratch();
        ReadOnlySpan<T> mean = part.Slot(0);
        ReadOnlySpan<T> gradient = part.Slot(2);
        double scale = Cautious ? Caution.Scale(mean, gradient) : 1;
        Vector<T> stepSize = new(T.CreateTruncating(rate * scale / (1 - Hyper.Power(beta1, at.Step))));
        Vector<T> correction = new(T.CreateTruncating(1 / Math.Sqrt(1 - Hyper.Power(beta2, at.Step))));
        Vector<T> epsilon = new(T.CreateTruncating(at.NonNegative(Epsilon)));
        Spans.Map(step, mean, part.Slot(1), new MarsQuotient<T>(stepSize, correction, epsilon));
        Take(part.Weights, step, mean, gradient);
    }

    private void Sign<T>(Block<T> part, T rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> step = part.Scratch();
        ReadOnlySpan<T> mean = part.Slot(0);
        Spans.Map(step, mean, mean, new MarsSign<T>(new(rate)));
        Take(part.Weights, step, mean, part.Slot(2));
    }

    private void Take<T>(Span<T> weights, Span<T> step, ReadOnlySpan<T> mean, ReadOnlySpan<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Cautious)
            Spans.Map(step, mean, gradient, default(MarsMask<T>));
        Spans.Subtract(weights, weights, step);
    }

    private static void Mean<T>(Span<T> mean, ReadOnlySpan<T> values, double beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Spans.Average(mean, T.CreateTruncating(beta), values, T.CreateTruncating(1 - beta));

    private static void Squares<T>(Span<T> mean, ReadOnlySpan<T> values, double beta)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Spans.AverageSquares(mean, T.CreateTruncating(beta), values, T.CreateTruncating(1 - beta));
}

/// <summary>g + γ'(g − the gradient before).</summary>
internal readonly struct MarsCorrection<T>(Vector<T> gamma) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => ((x - y) * gamma) + x;
}

internal readonly struct MarsShrink<T>(Vector<T> norm) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => x / norm;
}

/// <summary>η·m/(√v·correction + ε).</summary>
internal readonly struct MarsQuotient<T>(Vector<T> rate, Vector<T> correction, Vector<T> epsilon) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => rate * (x / ((Vector.SquareRoot(y) * correction) + epsilon));
}

internal readonly struct MarsSign<T>(Vector<T> rate) : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => rate * Vectors.Sign(x);
}

/// <summary>The step where mean and gradient agree, else none.</summary>
internal readonly struct MarsMask<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Of(Vector<T> own, Vector<T> x, Vector<T> y) => Vector.ConditionalSelect(Vector.GreaterThan(x * y, Vector<T>.Zero), own, Vector<T>.Zero);
}
