using System.Text.Json.Serialization;

namespace Anneal.Dialects;

/// <summary>A peer's reduce-on-plateau for one parameter group, as that peer counts: it holds the rate itself, not a scale.</summary>
/// <remarks>
/// The peers' defect is kept: a relative threshold compares with best·(1 ∓ threshold), so a negative metric that gets slightly worse counts as
/// better. <see cref="Controllers.ReduceOnPlateau"/> does not do that.
/// </remarks>
public sealed class PeerPlateau
{
    private readonly Rules _rules;

    internal PeerPlateau(double rate, Rules rules)
    {
        if (!(rules.Factor < 1))
            throw new ArgumentOutOfRangeException(nameof(rules), rules.Factor, FormattableString.Invariant($"The factor must be below 1, or nothing would be reduced, not {rules.Factor}."));
        _rules = rules;
        Memory = new(rate, rules.Maximize ? double.NegativeInfinity : double.PositiveInfinity, 0, 0, 0);
    }

    /// <summary>Everything remembered: read it to save, set it to restore.</summary>
    public State Memory { get; set; }

    /// <summary>The learning rate in force.</summary>
    public double Rate => Memory.Epoch < _rules.Warmup
        ? _rules.WarmupStart + (Memory.Epoch * ((_rules.WarmupEnd - _rules.WarmupStart) / _rules.Warmup))
        : Memory.Rate;

    /// <summary>One call of the peer's <c>step(metric)</c>.</summary>
    /// <param name="metric">The watched value; NaN counts as no improvement.</param>
    /// <returns>Whether the rate has changed.</returns>
    public bool Observe(double metric)
    {
        double before = Rate;
        State next = Memory with { Epoch = Memory.Epoch + 1 };
        Memory = next.Epoch <= _rules.Warmup ? next : Counted(next, metric);
        return Rate != before;
    }

    private State Counted(State state, double metric)
    {
        if (state.Cooling > 0 && _rules.BlindWhileCooling)
            return state with { Cooling = state.Cooling - 1 };
        bool better = (_rules.TakesFirst && state.Epoch == 1) || IsBetter(metric, state.Best);
        State next = better ? state with { Best = metric, Bad = 0 } : state with { Bad = state.Bad + 1 };
        if (next.Cooling > 0)
            next = next with { Cooling = next.Cooling - 1, Bad = 0 };
        if (next.Bad <= _rules.Patience)
            return next;
        double rate = Math.Max(next.Rate * _rules.Factor, _rules.Minimum);
        return next with { Cooling = _rules.Cooldown, Bad = 0, Rate = next.Rate - rate > _rules.Epsilon ? rate : next.Rate };
    }

    private bool IsBetter(double metric, double best) => (_rules.Maximize, _rules.Relative) switch
    {
        (false, true) => metric < best * (1 - _rules.Threshold),
        (false, false) => metric < best - _rules.Threshold,
        (true, true) => metric > best * (1 + _rules.Threshold),
        (true, false) => metric > best + _rules.Threshold,
    };

    /// <summary>All that it remembers.</summary>
    /// <param name="Rate">The rate that reductions have led to.</param>
    /// <param name="Best">The best metric so far; infinite before the first.</param>
    /// <param name="Bad">Observations without improvement.</param>
    /// <param name="Cooling">Observations of the cooldown still to come.</param>
    /// <param name="Epoch">Observations made.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public readonly record struct State(double Rate, double Best, long Bad, long Cooling, long Epoch);

    internal sealed record Rules(bool Maximize, double Factor, long Patience, double Threshold, bool Relative, long Cooldown, double Minimum, double Epsilon)
    {
        /// <summary>Paddle: a metric that comes during the cooldown is not looked at.</summary>
        public bool BlindWhileCooling { get; init; }

        /// <summary>Paddle: the first metric is the best so far whatever it is, NaN too.</summary>
        public bool TakesFirst { get; init; }

        /// <summary>timm: epochs of warm-up, during which the metric is not looked at.</summary>
        public long Warmup { get; init; }

        public double WarmupStart { get; init; }

        public double WarmupEnd { get; init; }

        /// <summary>Reads the peers' words for the two choices.</summary>
        public static (bool Maximize, bool Relative) Words(string mode, string thresholdMode)
            => (mode switch
            {
                "min" => false,
                "max" => true,
                _ => throw new ArgumentException($"mode is 'min' or 'max', not '{mode}'.", nameof(mode)),
            }, thresholdMode switch
            {
                "rel" => true,
                "abs" => false,
                _ => throw new ArgumentException($"threshold_mode is 'rel' or 'abs', not '{thresholdMode}'.", nameof(thresholdMode)),
            });
    }
}
