using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam that looks ahead: w ← w − η·(μₜ₊₁·m/(1 − Πμₜ₊₁) + (1 − μₜ)·g/(1 − Πμₜ))/(√v̂ + ε), μₜ = β₁(1 − ½·0.96^(tψ)), Πμₜ = μ₁⋯μₜ.</summary>
/// <remarks>
/// Dozat 2016; m, v and v̂ as in <see cref="Adam"/>. The product is kept in double per parameter; PyTorch keeps it in single precision and agrees to
/// about 1e-6. PyTorch 1.13 multiplied μₜ into the next step's product once too often, see <see cref="RepeatedMomentum"/>; 2.x does as we do.
/// </remarks>
[Guide(
    "w ← w − η·(μₜ₊₁·m/(1 − Πμₜ₊₁) + (1 − μₜ)·g/(1 − Πμₜ))/(√v̂ + ε), μₜ = β₁(1 − ½·0.96^(tψ))",
    Source = "Dozat 2016; as torch.optim.NAdam",
    Use = "As Adam, with a look ahead that helps in narrow valleys.",
    Trap = "The momentum has a schedule of its own: resuming needs its product, and PyTorch 1.13 computed it differently.",
    Race = "nAdam(0.05)",
    Ravine = "nAdam(0.5)")]
public sealed record NAdam : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>NAdam with the defaults of PyTorch: a rate of 2e-3.</summary>
    public NAdam() => LearningRate = 2e-3;

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, at least 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.NonNegative(value); } = 1e-8;

    /// <summary>How fast the momentum μₜ rises from ½β₁ to β₁, ψ, at least 0; default 4e-3. Keras has 1.</summary>
    public Schedule MomentumDecay { get; init => field = Hyper.NonNegative(value); } = 4e-3;

    /// <summary>Whether Πμₜ₊₁ is μ₁⋯μₜ·μₜ·μₜ₊₁, as PyTorch 1.13 had it; default false.</summary>
    public bool RepeatedMomentum { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    protected internal override bool PacksState => true;

    /// <inheritdoc/>
    protected internal override bool PerParameter => true;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        double beta1 = at.Fraction(Beta1);
        double beta2 = at.Fraction(Beta2);
        double epsilon = at.NonNegative(Epsilon);
        double decay = at.NonNegative(MomentumDecay);
        double momentum = Momentum(beta1, decay, at.Step);
        double next = Momentum(beta1, decay, at.Step + 1);
        ref double product = ref block.Number("mu_product", 1);
        product *= momentum;
        double ahead = product * next * (RepeatedMomentum ? momentum : 1);
        FusedLoop.Run(block, new NAdamStep<T>(at, beta1, beta2, epsilon, (1 - momentum) / (1 - product), next / (1 - ahead)), at);
    }

    private static double Momentum(double beta1, double decay, long step) => beta1 * (1 - (0.5 * Math.Pow(0.96, step * decay)));
}

internal readonly struct NAdamStep<T>(in StepContext at, double beta1, double beta2, double epsilon, double ofGradient, double ofMean) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));
    private readonly Vector<T> _correction2 = new(T.CreateTruncating(1 / Math.Sqrt(1 - Hyper.Power(beta2, at.Step))));
    private readonly Vector<T> _ofGradient = new(T.CreateTruncating(at.Rate * ofGradient));
    private readonly Vector<T> _ofMean = new(T.CreateTruncating(at.Rate * ofMean));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (lane.Gradient * lane.Gradient));
        Vector<T> divisor = (Vector.SquareRoot(lane.Second) * _correction2) + _epsilon;
        lane.Weight -= _ofGradient * (lane.Gradient / divisor);
        lane.Weight -= _ofMean * (lane.First / divisor);
    }
}
