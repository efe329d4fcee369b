using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Adam for gradients that are given as rows: m, v and w of the rows given change, all others stay as they are.</summary>
/// <remarks>
/// As PyTorch's SparseAdam: rows that stand twice are summed first; moments of a row that is not given do not fade, though the bias correction counts every
/// step of the parameter; ε stands beside the uncorrected root, w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε). See <see cref="Parameters.Parameter.SparseGradient"/>.
/// A weight decay, which PyTorch's has not, acts on the rows given and only when they are.
/// </remarks>
[Guide(
    "Adam's m, v and w for the rows that have a gradient: w ← w − η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε)",
    Source = "as torch.optim.SparseAdam",
    Use = "Large embeddings of which a batch touches few rows: the cost is that of the rows.",
    Trap = "Moments of untouched rows do not fade, while the bias correction counts every step: rare words take larger steps than with adam.",
    Race = "sparseAdam(0.5)",
    Ravine = "sparseAdam(0.5)")]
public sealed record SparseAdam : UpdateRule
{
    private static readonly string[] _slots = ["exp_avg", "exp_avg_sq"];

    /// <summary>Share of the past in the mean of gradients, in [0, 1); default 0.9.</summary>
    public Schedule Beta1 { get; init => field = Hyper.Fraction(value); } = 0.9;

    /// <summary>Share of the past in the mean of squared gradients, in [0, 1); default 0.999.</summary>
    public Schedule Beta2 { get; init => field = Hyper.Fraction(value); } = 0.999;

    /// <summary>What keeps the divisor from zero, above 0; default 1e-8.</summary>
    public Schedule Epsilon { get; init => field = Hyper.Positive(value); } = 1e-8;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    public override bool AcceptsSparse => true;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        double beta1 = at.Fraction(Beta1);
        double beta2 = at.Fraction(Beta2);
        SparseAdamStep<T> step = new(at, beta1, beta2, at.NonNegative(Epsilon));
        foreach (Block<T> part in block.Parts)
        {
            if (part.Parameter.SparseGradient is not { } sparse)
                throw new InvalidOperationException($"The gradient of '{part.Parameter.Name}' is dense, which SparseAdam does not take: set its SparseGradient, or use Adam for it.");
            SparseRows.Run(part, sparse, step, at);
        }
    }
}

/// <summary>Adam with ε beside the uncorrected root.</summary>
internal readonly struct SparseAdamStep<T>(in StepContext at, double beta1, double beta2, double epsilon) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _beta1 = new(T.CreateTruncating(beta1));
    private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - beta1));
    private readonly Vector<T> _beta2 = new(T.CreateTruncating(beta2));
    private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - beta2));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));
    private readonly Vector<T> _stepSize = new(T.CreateTruncating(at.Rate * Math.Sqrt(1 - Hyper.Power(beta2, at.Step)) / (1 - Hyper.Power(beta1, at.Step))));

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
    {
        lane.First = (_beta1 * lane.First) + (_rest1 * lane.Gradient);
        lane.Second = (_beta2 * lane.Second) + (_rest2 * (lane.Gradient * lane.Gradient));
        lane.Weight -= _stepSize * (lane.First / (Vector.SquareRoot(lane.Second) + _epsilon));
    }
}
