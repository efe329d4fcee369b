using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>z ← z − η(g/(√v̂ + ε) + λy), x the average of all z, y = (1 − β₁)z + β₁x: AdamW whose averaged weights need no decay of the rate.</summary>
/// <remarks>
/// Defazio et al. 2024; as facebookresearch/schedule_free computes it. β₁ is the interpolation, not a mean of gradients; <see cref="InnerMomentum"/>
/// adds such a mean. With <see cref="WeightDecayMode.Coupled"/> the decay goes into g before v sees it.
/// </remarks>
[Guide(
    "z ← z − η(g/(√v̂ + ε) + λy), x the average of all z, gradients at y = (1 − β₁)z + β₁x",
    Source = "Defazio et al. 2024, facebookresearch/schedule_free",
    Use = "When the length of the run is not known: no decay of the rate need be planned.",
    Trap = "Evaluate and save within EvaluationWeights: the training weights y are not the ones to use.",
    Race = "scheduleFreeAdamW(0.1)",
    Ravine = "scheduleFreeAdamW(1)")]
public sealed record ScheduleFreeAdamW : ScheduleFree
{
    private static readonly string[] _slots = ["z", "exp_avg_sq"];
    private static readonly string[] _momentumSlots = ["z", "exp_avg_sq", "exp_avg"];

    /// <summary>Schedule-free AdamW with the reference's rate of 0.0025 and no decay.</summary>
    public ScheduleFreeAdamW() => (LearningRate, DecayMode) = (0.0025, WeightDecayMode.Decoupled);

    /// <summary>How far the weights stand towards the average, β₁, in (0, 1); default 0.9.</summary>
    public double Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>Share of the past in a mean of gradients that replaces g, in [0, 1); default 0, g itself.</summary>
    public double InnerMomentum { get; init => field = Hyper.Fraction(value); }

    /// <summary>Updates over which the rate rises linearly to the full one; default 0.</summary>
    public int WarmUp { get; init => field = Hyper.AtLeast(0, value); }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => InnerMomentum == 0 ? _slots : _momentumSlots;

    private protected override double Interpolation => Beta1;

    private protected override double Factor(long step, in StepContext at) => step < WarmUp ? (double)step / WarmUp : 1;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        ScheduleFreePoint point = Point(block, at);
        ScheduleFreeScaled<T> scaled = new(point, at.Fraction(Beta2), at.NonNegative(Epsilon), block.Rule.DecayMode is WeightDecayMode.Coupled);
        if (InnerMomentum == 0)
            FusedLoop.Run(block, scaled, at);
        else
            FusedLoop.Run(block, new ScheduleFreeMomentum<T>(scaled, InnerMomentum, point.Step), at);
    }
}

/// <summary>The step along g/(√v̂ + ε).</summary>
internal readonly struct ScheduleFreeScaled<T>(ScheduleFreePoint point, double beta2, double epsilon, bool coupled) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _rate = new(T.CreateTruncating(point.Rate));
    private readonly Vector<T> _newest = new(T.CreateTruncating(point.Newest));
    private readonly Vector<T> _move = new(T.CreateTruncating(point.Move));
    private readonly Vector<T> _penalty = new(T.CreateTruncating(coupled ? point.Decay : 0));
    private readonly Vector<T> _decay = new(T.CreateTruncating(coupled ? 0 : point.Decay));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));
    private readonly Vector<T> _correction = new(T.CreateTruncating(1 / Math.Sqrt(1 - Hyper.Power(beta2, point.Step))));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        Vector<T> gradient = Penalized(lane);
        Vector<T> divisor = Divisor(ref lane, gradient);
        Move(ref lane, gradient / divisor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Penalized(in Lane<T> lane) => lane.Gradient + (_penalty * lane.Weight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> Divisor(ref Lane<T> lane, Vector<T> gradient)
    {
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (gradient * gradient));
        return (Vector.SquareRoot(lane.Second) * _correction) + _epsilon;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Move(ref Lane<T> lane, Vector<T> direction)
    {
        direction += _decay * lane.Weight;
        lane.Weight += (_newest * (lane.First - lane.Weight)) + (_move * direction);
        lane.First -= _rate * direction;
    }
}

/// <summary>The step along m̂/(√v̂ + ε).</summary>
internal readonly struct ScheduleFreeMomentum<T>(ScheduleFreeScaled<T> scaled, double momentum, long step) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _momentum = new(T.CreateTruncating(momentum));
    private readonly Vector<T> _rest = new(T.CreateTruncating(1 - momentum));
    private readonly Vector<T> _correction = new(T.CreateTruncating(1 / (1 - Math.Pow(momentum, step))));

    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        Vector<T> gradient = scaled.Penalized(lane);
        Vector<T> divisor = scaled.Divisor(ref lane, gradient);
        lane.Third = (_momentum * lane.Third) + (_rest * gradient);
        scaled.Move(ref lane, (lane.Third * _correction) / divisor);
    }
}
