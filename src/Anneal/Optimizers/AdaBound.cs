using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam whose rate per weight is held between two bounds that close: w ← w − m·clamp(η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)/(√v + ε), F − F/(γt + 1), F + F/(γt)).</summary>
/// <remarks>
/// Luo et al. 2019, so that training starts as Adam and ends as descent with momentum and the rate F; <see cref="AmsBound"/> is their AMSBound. As in the
/// authors' code F = <see cref="FinalRate"/>·η/η₀, so a schedule of the rate also moves the bounds. η₀ is <see cref="BaseRate"/>, or the rate at step 0.
/// </remarks>
[Guide(
    "w ← w − m·clamp(η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)/(√v + ε), F − F/(γt + 1), F + F/(γt))",
    Source = "Luo et al. 2019; AMSBound with amsBound: true",
    Use = "To start as fast as Adam and to end as descent with momentum, without a second optimizer.",
    Trap = "The final rate F is a rate of descent and must fit the curvature: the default 0.1 diverges where sgd(0.1) would.",
    Race = "adaBound(0.5, finalRate: 0.01)",
    Ravine = "adaBound(0.5, finalRate: 0.01)")]
public sealed record AdaBound : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];
    private static readonly string[] _amsSlots = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>What is added to v inside the root, at least 0; default 0. pytorch_optimizer has 1e-15.</summary>
    public double RootEpsilon { get; init => field = Hyper.NonNegative(value); }

    /// <summary>The rate to which the bounds close while η = η₀, at least 0; default 0.1.</summary>
    public double FinalRate { get; init => field = Hyper.NonNegative(value); } = 0.1;

    /// <summary>How fast the bounds close, γ, above 0; default 1e-3.</summary>
    public double Gamma { get; init => field = Hyper.Positive(value); } = 1e-3;

    /// <summary>The rate η₀ at which the final rate is <see cref="FinalRate"/>, above 0; null, the default, is the schedule's rate at step 0.</summary>
    public double? BaseRate { get; init => field = value is null ? null : Hyper.Positive(value.Value); }

    /// <summary>Whether to divide by the largest v so far instead of the present one; default false.</summary>
    public bool AmsBound { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => AmsBound ? _amsSlots : _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        if (BaseRate is null && LearningRate.At(0L) == 0 && !Hyper.IsZero(LearningRate))
            throw new ArgumentException($"The final rate follows LearningRate / BaseRate, and {LearningRate} starts at 0: give the rate that the schedule warms up to as BaseRate.");
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        AdaBoundStep<T> step = new(at, at.Fraction(Beta1), at.Fraction(Beta2), at.NonNegative(Epsilon), RootEpsilon, Final(at.Rate), Gamma);
        if (AmsBound)
            FusedLoop.Run(block, new AmsBoundStep<T>(step), at);
        else
            FusedLoop.Run(block, step, at);
    }

    private double Final(double rate) => rate == 0 ? 0 : FinalRate * rate / (BaseRate ?? LearningRate.At(0L));
}

internal readonly struct AdaBoundStep<T>(in StepContext at, double beta1, double beta2, double epsilon, double rootEpsilon, double final, double gamma) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));
    private readonly Vector<T> _rootEpsilon = new(T.CreateTruncating(rootEpsilon));
    private readonly Vector<T> _stepSize = new(T.CreateTruncating(at.Rate * Math.Sqrt(1 - Hyper.Power(beta2, at.Step)) / (1 - Hyper.Power(beta1, at.Step))));
    private readonly Vector<T> _lower = new(T.CreateTruncating(final * (1 - (1 / ((gamma * at.Step) + 1)))));
    private readonly Vector<T> _upper = new(T.CreateTruncating(final * (1 + (1 / (gamma * at.Step)))));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        Move(ref lane);
        Step(ref lane, lane.Second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (lane.Gradient * lane.Gradient));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step(ref Lane<T> lane, Vector<T> square)
    {
        Vector<T> rate = _stepSize / (Vector.SquareRoot(square + _rootEpsilon) + _epsilon);
        lane.Weight -= Vector.Min(Vector.Max(rate, _lower), _upper) * lane.First;
    }
}

internal readonly struct AmsBoundStep<T>(AdaBoundStep<T> inner) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        inner.Move(ref lane);
        lane.Third = Vector.Max(lane.Third, lane.Second);
        inner.Step(ref lane, lane.Third);
    }
}
