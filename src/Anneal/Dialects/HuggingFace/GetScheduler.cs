using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    private static readonly Dictionary<string, Func<double, Given, Schedule>> _types = new()
    {
        ["linear"] = (lr, given) => GetLinearScheduleWithWarmup(lr, given.Warmup, given.Training),
        ["cosine"] = (lr, given) => GetCosineScheduleWithWarmup(lr, given.Warmup, given.Training, given.Or("num_cycles", 0.5)),
        ["cosine_with_restarts"] = (lr, given) => GetCosineWithHardRestartsScheduleWithWarmup(lr, given.Warmup, given.Training, given.WholeOr("num_cycles", 1)),
        ["polynomial"] = (lr, given) => GetPolynomialDecayScheduleWithWarmup(
            lr, given.Warmup, given.Training, given.Or("lr_end", 1e-7), given.Or("power", 1.0), defaultLr: given.Value<double>("default_lr")),
        ["constant"] = (lr, _) => GetConstantSchedule(lr),
        ["constant_with_warmup"] = (lr, given) => GetConstantScheduleWithWarmup(lr, given.Warmup),
        ["inverse_sqrt"] = (lr, given) => GetInverseSqrtSchedule(lr, given.Warmup, given.Value<double>("timescale")),
        ["reduce_lr_on_plateau"] = (_, _) => throw new ArgumentException(
            "'reduce_lr_on_plateau' watches a metric, so it is a controller and not a schedule: build Anneal.Controllers.ReduceOnPlateau, or PyTorch.ReduceLROnPlateau to count as the peer does.", "name"),
        ["cosine_with_min_lr"] = (lr, given) => GetCosineWithMinLrScheduleWithWarmup(
            lr, given.Warmup, given.Training, given.Or("num_cycles", 0.5), minLr: given.Value<double>("min_lr"),
            minLrRate: given.Value<double>("min_lr_rate"), defaultLr: given.Value<double>("default_lr")),
        ["cosine_warmup_with_min_lr"] = (lr, given) => GetCosineWithMinLrScheduleWithWarmupLrRate(
            lr, given.Warmup, given.Training, given.Or("num_cycles", 0.5), minLr: given.Value<double>("min_lr"),
            minLrRate: given.Value<double>("min_lr_rate"), warmupLrRate: given.Value<double>("warmup_lr_rate"), defaultLr: given.Value<double>("default_lr")),
        ["warmup_stable_decay"] = (lr, given) => GetWsdSchedule(
            lr, given.Warmup, given.Needed<long>("num_decay_steps"), given.Value<long>("num_training_steps"), given.Value<long>("num_stable_steps"),
            given.Text("warmup_type") ?? "linear", given.Text("decay_type") ?? "cosine", given.Or("min_lr_ratio", 0.0), given.Or("num_cycles", 0.5)),
    };

    /// <summary>A schedule by the name that <c>TrainingArguments(lr_scheduler_type=…)</c> knows it by.</summary>
    /// <param name="name">
    /// <c>linear</c>, <c>cosine</c>, <c>cosine_with_restarts</c>, <c>polynomial</c>, <c>constant</c>, <c>constant_with_warmup</c>, <c>inverse_sqrt</c>,
    /// <c>cosine_with_min_lr</c>, <c>cosine_warmup_with_min_lr</c> or <c>warmup_stable_decay</c>. <c>reduce_lr_on_plateau</c> is a controller.
    /// </param>
    /// <param name="lr">The group's rate, at least 0.</param>
    /// <param name="numWarmupSteps">Steps of warm-up; needed by all but <c>constant</c>.</param>
    /// <param name="numTrainingSteps">Steps in all; needed by the linear, cosine and polynomial schedules.</param>
    /// <param name="numCycles">Of the cosine schedules.</param>
    /// <param name="lrEnd">Of <c>polynomial</c>.</param>
    /// <param name="power">Of <c>polynomial</c>.</param>
    /// <param name="timescale">Of <c>inverse_sqrt</c>.</param>
    /// <param name="minLr">Of the schedules with a minimum.</param>
    /// <param name="minLrRate">Of the schedules with a minimum.</param>
    /// <param name="warmupLrRate">Of <c>cosine_warmup_with_min_lr</c>.</param>
    /// <param name="numDecaySteps">Of <c>warmup_stable_decay</c>, which needs it.</param>
    /// <param name="numStableSteps">Of <c>warmup_stable_decay</c>.</param>
    /// <param name="warmupType">Of <c>warmup_stable_decay</c>.</param>
    /// <param name="decayType">Of <c>warmup_stable_decay</c>.</param>
    /// <param name="minLrRatio">Of <c>warmup_stable_decay</c>.</param>
    /// <param name="defaultLr">Of <c>polynomial</c> and the schedules with a minimum: the optimizer's own rate, when the group has another.</param>
    /// <exception cref="ArgumentException">The name is not known, an argument it needs is missing, or one is given that it does not use.</exception>
    /// <remarks>
    /// transformers: <c>get_scheduler</c>, which for <c>constant</c>, <c>constant_with_warmup</c> and <c>inverse_sqrt</c> swallows every argument they
    /// do not take (and the timescale of the last, which it does take). Here nothing given is dropped: it acts or is refused.
    /// </remarks>
    [Catalogue("the schedule of that name", "hf:get_scheduler(cosine, lr=0.01, num_warmup_steps=10, num_training_steps=100)")]
    public static Schedule GetScheduler(
        string name, double lr, long? numWarmupSteps = null, long? numTrainingSteps = null, double? numCycles = null, double? lrEnd = null,
        double? power = null, double? timescale = null, double? minLr = null, double? minLrRate = null, double? warmupLrRate = null,
        long? numDecaySteps = null, long? numStableSteps = null, string? warmupType = null, string? decayType = null, double? minLrRatio = null,
        double? defaultLr = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        string type = _types.Keys.FirstOrDefault(known => Names.Same(known, name))
            ?? throw new ArgumentException($"There is no scheduler type '{name}'.{Names.Suggest(name, _types.Keys)}", nameof(name));
        Given given = new(type, new()
        {
            ["num_warmup_steps"] = numWarmupSteps,
            ["num_training_steps"] = numTrainingSteps,
            ["num_cycles"] = numCycles,
            ["lr_end"] = lrEnd,
            ["power"] = power,
            ["timescale"] = timescale,
            ["min_lr"] = minLr,
            ["min_lr_rate"] = minLrRate,
            ["warmup_lr_rate"] = warmupLrRate,
            ["num_decay_steps"] = numDecaySteps,
            ["num_stable_steps"] = numStableSteps,
            ["warmup_type"] = warmupType,
            ["decay_type"] = decayType,
            ["min_lr_ratio"] = minLrRatio,
            ["default_lr"] = defaultLr,
        });
        Schedule schedule = _types[type](lr, given);
        given.RefuseUnused();
        return schedule;
    }

    /// <summary>The arguments of one call by name; what a schedule has not asked for was not meant for it.</summary>
    private sealed class Given(string type, Dictionary<string, object?> arguments)
    {
        private readonly HashSet<string> _used = [];

        public long Warmup => Needed<long>("num_warmup_steps");

        public long Training => Needed<long>("num_training_steps");

        public T? Value<T>(string name) where T : struct => (T?)Take(name);

        public string? Text(string name) => (string?)Take(name);

        public T Or<T>(string name, T standard) where T : struct => Value<T>(name) ?? standard;

        public T Needed<T>(string name) where T : struct
            => Value<T>(name) ?? throw new ArgumentException($"'{type}' needs {name}{(name == "num_warmup_steps" ? ", 0 for no warm-up" : "")}: give it.", name);

        public long WholeOr(string name, long standard)
            => Value<double>(name) is not double number ? standard
                : number == Math.Floor(number) && Math.Abs(number) <= Guard.MaxSteps ? (long)number
                : throw new ArgumentException(FormattableString.Invariant($"{name} of '{type}' is a whole number, not {number}."), name);

        public void RefuseUnused()
        {
            foreach ((string name, object? value) in arguments)
            {
                if (value is not null && !_used.Contains(name))
                    throw new ArgumentException($"'{type}' does not use {name}: leave it out, or choose a schedule that uses it.", name);
            }
        }

        private object? Take(string name)
        {
            _used.Add(name);
            return arguments[name];
        }
    }
}
