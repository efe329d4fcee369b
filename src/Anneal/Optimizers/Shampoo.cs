using System.Numerics;
using Anneal.Optimizers.Linear;
using Anneal.Optimizers.Text;
using Anneal.Parameters;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>Hₖ ← Hₖ + GₖGₖᵀ per dimension, Gₖ the gradient unfolded along it; W ← W − η·G ×₁ H₁^(−1/2n) … ×ₙ Hₙ^(−1/2n) for a tensor of rank n.</summary>
/// <remarks>
/// Gupta et al. 2018. Roots are taken by an eigen-decomposition in double, which costs the cube of each size: meant for sizes up to some hundreds.
/// kozistr's takes the n-th root, gathers each Hₖ from the gradient that the earlier ones have changed already, and rests until the first roots are due;
/// <see cref="RootPerSize"/>, <see cref="Chained"/> and <see cref="Eager"/> say so. With momentum the next gradient is mixed with the last step.
/// </remarks>
[Guide(
    "Hₖ ← Hₖ + GₖGₖᵀ per dimension, W ← W − η·G ×₁ H₁^(−1/2n) … ×ₙ Hₙ^(−1/2n)",
    Source = "Gupta et al. 2018",
    Use = "Matrices up to some hundreds a side, where few good steps are worth more than many cheap ones.",
    Trap = "A root costs the cube of each size, and the sums only grow: steps shrink as Adagrad's do.",
    Race = "shampoo(0.7)",
    Ravine = "shampoo(1)")]
public sealed record Shampoo : UpdateRule
{
    // Ranks above this one would be unusual; the names are made once.
    private static readonly string[] _statistics = [.. Enumerable.Range(0, 8).Select(i => $"pre_cond_{i}")];
    private static readonly string[] _roots = [.. Enumerable.Range(0, 8).Select(i => $"inv_pre_cond_{i}")];
    private static readonly string[] _slots = ["momentum_buffer"];

    /// <summary>Share of the last step in what is preconditioned, in [0, 1); default 0.</summary>
    public Schedule Momentum { get; init => field = Hyper.Fraction(value); } = 0;

    /// <summary>Updates between two computations of the roots, at least 1; default 1.</summary>
    public int Every { get; init => field = Hyper.AtLeast(1, value); } = 1;

    /// <summary>What each Hₖ has on its diagonal at first, above 0; default 1e-6.</summary>
    public double Epsilon { get; init => field = Hyper.Positive(value); } = 1e-6;

    /// <summary>The root of Hₖ is this many times the rank, 1 or 2; default 2, as in the paper.</summary>
    public int RootPerSize { get; init => field = value is 1 or 2 ? value : throw new ArgumentOutOfRangeException(nameof(RootPerSize), value, $"{nameof(RootPerSize)} is 1 or 2, not {value}."); } = 2;

    /// <summary>Whether each Hₖ gathers the gradient as the earlier dimensions left it; default false, the gradient itself.</summary>
    public bool Chained { get; init; }

    /// <summary>Whether the first update computes roots whatever <see cref="Every"/> says; default true. Else the weights rest until then.</summary>
    public bool Eager { get; init; } = true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    protected internal override bool OwnDecay => true;

    /// <inheritdoc/>
    protected internal override void Begin<T>(Block<T> part, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(part);
        Shape shape = part.Parameter.Shape;
        if (shape.Rank is 0 || shape.Rank > _roots.Length)
            throw new InvalidOperationException($"'{part.Parameter.Name}' has the shape {shape}, but Shampoo takes ranks 1 to {_roots.Length}: give it another rule by a group of its own.");
        for (int k = 0; k < shape.Rank; k++)
        {
            Span<T> statistics = part.Array(_statistics[k], [shape[k], shape[k]]);
            for (int i = 0; i < shape[k]; i++)
                statistics[(i * shape[k]) + i] = T.CreateTruncating(Epsilon);
        }
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        double momentum = at.Fraction(Momentum);
        for (int i = 0; i < block.Parts.Length; i++)
            Step(block.Parts[i], at, momentum);
    }

    private void Step<T>(Block<T> part, in StepContext at, double momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = part.Parameter.Shape;
        if (shape.FlattenedLength == 0)
            return;
        Span<T> weights = part.Weights;
        Span<T> last = part.Slot(0);
        Span<T> gradient = part.Scratch(0, weights.Length);
        Span<T> next = part.Scratch(1, weights.Length);
        // The first step has no last one to be mixed with.
        double mixed = at.Step == 1 ? 0 : momentum;
        (T past, T rest) = (T.CreateTruncating(mixed), T.CreateTruncating((1 - mixed) * at.Sign));
        (double penalty, double keep) = (DistanceEstimate.Penalty(part.Rule, at), DistanceEstimate.Keep(part.Rule, at, at.Rate));
        (T add, T remain) = (T.CreateTruncating(penalty), T.CreateTruncating(keep));
        Spans.Sum(gradient, last, past, part.Gradients, rest);
        Spans.Add(gradient, weights, add);
        Spans.Scale(weights, remain);

        if (!Chained)
        {
            for (int k = 0; k < shape.Rank; k++)
                Gather(part, shape, k, gradient, at);
        }

        for (int k = 0; k < shape.Rank; k++)
        {
            if (Chained)
                Gather(part, shape, k, gradient, at);
            Mode.Of(shape.Sizes, k).Multiply<T>(Root(part, shape, k), gradient, next, transposed: false);
            Span<T> swap = gradient;
            gradient = next;
            next = swap;
        }

        gradient.CopyTo(last);
        Matrices.AddScaled(weights, gradient, T.CreateTruncating(-at.Rate));
    }

    private static Span<T> Root<T>(Block<T> part, Shape shape, int k)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => part.State.Square(_roots[k], shape[k]);

    private void Gather<T>(Block<T> part, Shape shape, int k, ReadOnlySpan<T> gradient, in StepContext at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int n = shape[k];
        Span<T> statistics = part.State.Square(_statistics[k], n);
        Mode.Of(shape.Sizes, k).Gather(gradient, statistics, T.One, T.One);
        if (at.Step % Every == 0 || (Eager && at.Step == 1))
            SymmetricEigen.Power<T>(statistics, Root(part, shape, k), n, -1.0 / (RootPerSize * shape.Rank), part.Doubles((2 * n * n) + (4 * n)));
    }
}
