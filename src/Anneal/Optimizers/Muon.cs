using System.Numerics;
using Anneal.Optimizers.Linear;
using Anneal.Optimizers.Text;
using Anneal.Parameters;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>b ← μb + (1 − μ)g, W ← (1 − ηλ)W − ηs·NS(u): the step is the momentum with its singular values pushed towards 1.</summary>
/// <remarks>
/// Jordan et al. 2024, with the defaults of PyTorch's Muon. u is g + μ(b − g) with Nesterov's look ahead and b without; NS is the quintic
/// Newton-Schulz iteration, computed in the store's precision where PyTorch takes bfloat16, which moves small matrices by some percent. Only for the matrices of
/// hidden layers: give embeddings, heads, biases and scales <see cref="AdamW"/>, see <see cref="WithAdamW"/>.
/// </remarks>
[Guide(
    "b ← μb + (1 − μ)g, W ← (1 − ηλ)W − ηs·NS(g + μ(b − g)), NS pushing singular values towards 1",
    Source = "Jordan et al. 2024; as torch.optim.Muon",
    Use = "The matrices of hidden layers, with AdamW for all else: Muon.WithAdamW makes one optimizer of both.",
    Trap = "Embeddings, heads, biases and scales are none of its business; a step has the same size whatever the gradient, so let the rate fall.",
    Race = "muon(cosine(0.03, 0, over: rest), weightDecay: 0)",
    Ravine = "muon(cosine(0.7, 0, over: rest), weightDecay: 0)")]
public sealed record Muon : UpdateRule
{
    private static readonly string[] _slots = ["momentum_buffer"];

    /// <summary>Muon with PyTorch's decoupled decay of 0.1.</summary>
    public Muon() => (WeightDecay, DecayMode) = (0.1, WeightDecayMode.Decoupled);

    /// <summary>Share of the past in the momentum, μ, in [0, 1); default 0.95.</summary>
    public Schedule Momentum { get; init => field = Hyper.Fraction(value); } = 0.95;

    /// <summary>Whether to step along g + μ(b − g), looking ahead, instead of b; default true.</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>Newton-Schulz iterations, at least 0; default 5.</summary>
    public int Iterations { get; init => field = Hyper.AtLeast(0, value); } = 5;

    /// <summary>The polynomial aX + b(XXᵀ)X + c(XXᵀ)²X of one iteration; default (3.4445, −4.775, 2.0315), steep at zero.</summary>
    public (double A, double B, double C) Coefficients { get; init; } = (3.4445, -4.775, 2.0315);

    /// <summary>The least norm a step is divided by, above 0; default 1e-7.</summary>
    public double Epsilon { get; init => field = Hyper.Positive(value); } = 1e-7;

    /// <summary>How the rate is adjusted to the shape, s; default <see cref="MuonScale.Spectral"/>.</summary>
    public MuonScale Scale { get; init => field = Hyper.Defined(value); }

    /// <summary>What the iteration computes in; default <see cref="MuonArithmetic.Store"/>, the store's precision.</summary>
    public MuonArithmetic Arithmetic { get; init => field = Hyper.Defined(value); }

    /// <summary>Whether parameters of a higher rank are taken as matrices [first size, all others]; default false, they are refused.</summary>
    public bool Flatten { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => _slots;

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <summary>One optimizer with Muon for the hidden matrices and AdamW for everything else, and one state.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="hidden">Which parameters are weights of hidden layers, so no embeddings and no heads; those that are no matrices go to AdamW in any case.</param>
    /// <param name="muon">The rule for the matrices; default <see cref="Muon"/> as it is.</param>
    /// <param name="rest">The rule for the rest; default <see cref="AdamW"/> as it is.</param>
    public static Optimizer WithAdamW(ParameterStore store, Func<Parameter, bool> hidden, Muon? muon = null, AdamW? rest = null)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        Muon matrices = muon ?? new();
        Optimizer optimizer = new(store, rest ?? new());
        optimizer.Group("hidden", parameter => matrices.Takes(parameter.Shape) && hidden(parameter), matrices);
        return optimizer;
    }

    /// <inheritdoc/>
    protected internal override void Begin<T>(Block<T> part, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (!Takes(part.Parameter.Shape))
            throw new InvalidOperationException($"'{part.Parameter.Name}' has the shape {part.Parameter.Shape}, but Muon takes {(Flatten ? "matrices and what can be flattened to one" : "matrices")} only: give it AdamW by a group of its own, or let {nameof(Muon)}.{nameof(WithAdamW)} divide the parameters.");
    }

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        double momentum = at.Fraction(Momentum);
        for (int i = 0; i < block.Parts.Length; i++)
            Step(block.Parts[i], at, momentum);
    }

    private bool Takes(Shape shape) => shape.Rank == 2 || (Flatten && shape.Rank > 2);

    private void Step<T>(Block<T> part, in StepContext at, double momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape shape = part.Parameter.Shape;
        int length = shape.FlattenedLength;
        if (length == 0)
            return;
        int rows = shape[0];
        int columns = length / rows;
        ReadOnlySpan<T> gradient = part.Prepare(at);
        Span<T> buffer = part.Slot(0);
        Span<T> step = part.Scratch(0, length);
        (T past, T rest) = (T.CreateTruncating(momentum), T.CreateTruncating(1 - momentum));
        Spans.Average(buffer, past, gradient, rest);
        if (Nesterov)
            Spans.Sum(step, buffer, past, gradient, rest);
        else
            buffer.CopyTo(step);

        NewtonSchulz iteration = new(Coefficients, Iterations, Epsilon, Arithmetic);
        iteration.Run(step, rows, columns, part.Scratch(1, NewtonSchulz.Room(rows, columns)));
        Matrices.AddScaled(part.Weights, step, T.CreateTruncating(-at.Rate * Factor(shape, rows, columns)));
    }

    private double Factor(Shape shape, int rows, int columns) => Scale switch
    {
        MuonScale.MatchAdamW => 0.2 * Math.Sqrt(Math.Max(rows, columns)),
        MuonScale.LastSizes => Math.Sqrt(Math.Max(1, (double)shape[^2] / shape[^1])),
        _ => Math.Sqrt(Math.Max(1, (double)rows / columns)),
    };
}

/// <summary>How Muon adjusts its rate to a matrix of r rows and c columns.</summary>
public enum MuonScale
{
    /// <summary>√max(1, r/c), after Jordan; PyTorch's <c>original</c>.</summary>
    Spectral,

    /// <summary>0.2·√max(r, c), so that rates and decay tuned for AdamW fit; PyTorch's <c>match_rms_adamw</c>, Liu et al. 2025.</summary>
    MatchAdamW,

    /// <summary>√max(1, r/c) of the last two sizes of the unflattened shape, as Jordan's code has it for convolutions.</summary>
    LastSizes,
}

/// <summary>What Muon's iteration computes in.</summary>
public enum MuonArithmetic
{
    /// <summary>The store's precision.</summary>
    Store,

    /// <summary>Every result is rounded to bfloat16, as in PyTorch's Muon.</summary>
    Rounded,

    /// <summary>As <see cref="Rounded"/>, and under the norm's root the squares and their sum are rounded too, as in Keller Jordan's.</summary>
    RoundedNorm,
}
