using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anneal.Optimizers.Text;
using Anneal.Parameters;
using Anneal.Parameters.Gradients;
using Anneal.Schedules;

namespace Anneal.Optimizers;

/// <summary>w ← w − η·g + √(2ηT)·ξ with ξ from the standard normal distribution: descent that samples weights in proportion to exp(−loss/T) instead of coming to rest.</summary>
/// <remarks>
/// <para>
/// Welling &amp; Teh 2011, whose ε is 2η. With the loss −log posterior of the whole data and T = 1 the weights are samples of the posterior as η → 0; for a
/// loss that is a mean over N samples take T = 1/N. A decay is a normal prior: coupled, λ = 1/variance.
/// </para>
/// <para>
/// The noise of a weight depends on the seed, the parameter's name, the step and the weight's place alone: neither resuming nor the way memory is cut
/// changes it, and two runs with one seed are the same.
/// </para>
/// </remarks>
[Guide(
    "w ← w − ηg + √(2ηT)·ξ, ξ standard normal",
    Source = "Welling & Teh 2011",
    Use = "To sample weights from the posterior instead of finding one: uncertainty, ensembles from one run.",
    Trap = "It never comes to rest; for a loss that is a mean over N examples the temperature is 1/N, not 1.",
    Race = "sgld(0.003, temperature: 0.01)",
    Ravine = "sgld(0.02, temperature: 0.01)")]
public sealed record Sgld : UpdateRule
{
    /// <summary>How strong the noise is, T, at least 0; default 1. At 0 the rule is plain descent.</summary>
    public Schedule Temperature { get; init => field = Hyper.NonNegative(value); } = 1;

    /// <summary>Which noise; any number, default 0.</summary>
    public long Seed { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => [];

    /// <inheritdoc/>
    public override bool IsElementwise => false;

    /// <inheritdoc/>
    protected internal override void Update<T>(Block<T> block, in StepContext at)
    {
        ArgumentNullException.ThrowIfNull(block);
        T rate = T.CreateTruncating(at.Rate);
        double spread = Math.Sqrt(2 * at.Rate * at.NonNegative(Temperature));
        foreach (Block<T> part in block.Parts)
        {
            ReadOnlySpan<T> gradient = part.Prepare(at);
            Span<T> weights = part.Weights;
            NormalNoise noise = new(Seed, StableHash.Of(part.Parameter.Name), at.Step);
            foreach (Range piece in new Pieces(weights.Length))
            {
                Span<T> moved = weights[piece];
                Span<double> normal = part.Doubles(Pieces.Length)[..moved.Length];
                Span<T> random = part.Scratch(0, Pieces.Length)[..moved.Length];
                noise.Fill(normal, piece.Start.Value);
                Lanes.Map<T, double, Spread>(random, normal, normal, new(spread));
                Spans.Add(moved, gradient[piece], -rate);
                Spans.Add(moved, random, T.One);
            }
        }
    }

    private readonly struct Spread(double factor) : Lanes.IWideMap
    {
        private readonly Vector256<double> _factor = Vector256.Create(factor);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256<double> Of(Vector256<double> own, Vector256<double> x, Vector256<double> y) => _factor * x;
    }
}
