using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − η/(1 − β₁ᵗ)·m/u: Adam with the largest gradient instead of the mean square.</summary>
/// <remarks>
/// Kingma &amp; Ba 2015, section 7. As in PyTorch ε is added to the gradient before the maximum; Keras and optax add it to the divisor, see
/// <see cref="EpsilonInDivisor"/>. The default rate is 2e-3; Keras has 1e-3.
/// </remarks>
[Guide(
    "m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), w ← w − η/(1 − β₁ᵗ)·m/u",
    Source = "Kingma & Ba 2015, section 7; as torch.optim.Adamax",
    Use = "Embeddings and gradients with rare large values: the divisor never underestimates the next one.",
    Trap = "One large gradient shortens the steps of a weight for 1/(1 − β₂) = 1000 updates.",
    Race = "adamax(0.5)",
    Ravine = "adamax(1)")]
public sealed record Adamax : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_inf"];

    /// <summary>Adamax with the defaults of PyTorch: a rate of 2e-3.</summary>
    public Adamax() => LearningRate = 2e-3;

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>What is left of the largest gradient after a step, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Whether to divide by u + ε with u ← max(β₂u, |g|); default false.</summary>
    public bool EpsilonInDivisor { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
        => FusedLoop.Run(block, new AdamaxStep<T>(at, at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon), EpsilonInDivisor), at);
}

internal readonly struct AdamaxStep<T>(in StepContext at, double beta1, double beta2, double epsilon, bool inDivisor) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _stepSize = new(T.CreateTruncating(at.Rate / (1 - Hyper.Power(beta1, at.Step))));
    private readonly Vector<T> _before = new(T.CreateTruncating(inDivisor ? 0 : epsilon));
    private readonly Vector<T> _after = new(T.CreateTruncating(inDivisor ? epsilon : 0));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Second = Vector.Max(_beta2 * lane.Second, Vector.Abs(lane.Gradient) + _before);
        lane.Weight -= _stepSize * (lane.First / (lane.Second + _after));
    }
}
