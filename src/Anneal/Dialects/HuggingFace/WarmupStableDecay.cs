using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    private static readonly string[] _rampTypes = ["linear", "cosine", "1-sqrt"];

    /// <summary>Warm-up, a plateau at the rate, and a decay to a share of it, which then holds.</summary>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up, at least 0.</param>
    /// <param name="numDecaySteps">Steps of decay, at least 0.</param>
    /// <param name="numTrainingSteps">Steps in all, from which the plateau's are found. Too few for warm-up and decay: the decay starts on its way down.</param>
    /// <param name="numStableSteps">Steps of the plateau. Give this or <paramref name="numTrainingSteps"/>.</param>
    /// <param name="warmupType"><c>linear</c> (default), <c>cosine</c> or <c>1-sqrt</c>.</param>
    /// <param name="decayType"><c>linear</c>, <c>cosine</c> (default) or <c>1-sqrt</c>.</param>
    /// <param name="minLrRatio">Share of the rate where the warm-up starts and the decay ends, 0 to 1; default 0.</param>
    /// <param name="numCycles">Whole waves of a cosine decay, at least 0; default 0.5. Other decays have none.</param>
    /// <param name="lastEpoch">Last finished step of a run to resume; −1 for a new one.</param>
    /// <exception cref="ArgumentException">Neither number of steps is given, or both and they disagree; or a type is not known.</exception>
    /// <remarks>
    /// transformers: <c>get_wsd_schedule</c>. Given both numbers of steps the peer warns and drops the total; here they must agree. With a number of
    /// waves other than 0.5 a cosine decay may end above the minimum and then jumps to it.
    /// </remarks>
    [Catalogue("↗ lr → ↘ min", "hf:get_wsd_schedule(lr=0.01, num_warmup_steps=10, num_decay_steps=20, num_stable_steps=30)")]
    public static Schedule GetWsdSchedule(
        double lr, long numWarmupSteps, long numDecaySteps, long? numTrainingSteps = null, long? numStableSteps = null,
        string warmupType = "linear", string decayType = "cosine", double minLrRatio = 0, double numCycles = 0.5, long lastEpoch = -1)
    {
        double minimum = Guard.Rate(lr) * Guard.Fraction(minLrRatio);
        long stable = Stable(Guard.Steps(numWarmupSteps), Guard.Steps(numDecaySteps), numTrainingSteps, numStableSteps);
        Schedule decay = Decay(decayType, lr, minimum, numDecaySteps, Guard.Rate(numCycles));
        Schedule rest = stable switch
        {
            > 0 => Schedule.Constant(lr).For(stable).Then(decay),
            0 => decay,
            _ => decay.Skip(-stable),
        };
        Schedule warmup = Warmup(warmupType, lr, minimum, numWarmupSteps);
        return Resumed(numWarmupSteps == 0 ? rest : warmup.Then(rest), lastEpoch);
    }

    private static long Stable(long warmup, long decay, long? total, long? stable)
    {
        if (stable is null && total is null)
            throw new ArgumentException("Give the length of the plateau, num_stable_steps, or of the whole training, num_training_steps.", nameof(stable));
        long? rest = total is long steps ? Guard.Steps(steps, "numTrainingSteps") - warmup - decay : null;
        if (stable is not null && rest is not null && stable != rest)
            throw new ArgumentException($"num_stable_steps = {stable} and num_training_steps = {total} disagree: the latter leaves {rest} for the plateau. Give one of them.", nameof(stable));
        return stable is long given ? Guard.Steps(given, "numStableSteps") : rest!.Value;
    }

    private static Schedule Warmup(string type, double lr, double minimum, long steps) => type switch
    {
        "linear" => Schedule.Linear(minimum, lr, steps),
        "cosine" => Schedule.Cosine(minimum, lr, steps),
        // 1 − √(1 − p): the decay of the same name, run backwards.
        "1-sqrt" => Schedule.Polynomial(minimum, lr, steps, power: 0.5),
        _ => throw UnknownRamp(type, "warmup_type"),
    };

    private static Schedule Decay(string type, double lr, double minimum, long steps, double numCycles) => type switch
    {
        "linear" => Schedule.Linear(lr, minimum, steps),
        "cosine" when numCycles == 0.5 || steps == 0 => Schedule.Cosine(lr, minimum, steps),
        "cosine" => Waves(lr, minimum, steps, numCycles).For(steps).Then(Schedule.Constant(minimum)),
        "1-sqrt" => Schedule.OneMinusSquareRoot(lr, minimum, steps),
        _ => throw UnknownRamp(type, "decay_type"),
    };

    private static ArgumentException UnknownRamp(string type, string name)
        => new($"There is no {name} '{type}'.{Names.Suggest(type ?? "", _rampTypes)}", name);
}
