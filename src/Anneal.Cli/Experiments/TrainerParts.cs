using System.Text.RegularExpressions;
using Anneal.Cli.Plans;
using Anneal.Controllers;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Training;

namespace Anneal.Cli.Experiments;

/// <summary>Makes trainers as the options of a plan say.</summary>
internal sealed class TrainerParts(TrainingOptions options, Setup setup)
{
    public Trainer Trainer(Module network, UpdateRule rule, int threads, IReadOnlyList<TrainingListener> listeners)
    {
        Optimizer optimizer = Setup.Bind(rule, network);
        foreach (GroupPlan group in options.Groups)
            Group(optimizer, group, rule);
        if (options.LayerDecay is double decay)
            ByLayer(optimizer, network, decay);
        if (options.Guard is GuardPlan guard)
            optimizer.Guard = new StepGuard { OnNonFinite = guard.OnNonFinite, OnExplosion = guard.OnExplosion, Factor = guard.Factor, WarmUp = guard.WarmUp };
        return new Trainer(network, optimizer)
        {
            Metrics = setup.Metrics,
            Threads = threads,
            Listeners = listeners,
            AccumulateOver = options.AccumulateOver,
            ClipNorm = options.ClipNorm,
            ClipValue = options.ClipValue,
            Average = options.Average is AveragePlan average ? Average(network, average) : null,
            RefreshBatchNorms = options.Average?.RefreshBatchNorms ?? 0,
            Plateau = options.Plateau is PlateauPlan plateau ? Plateau(plateau) : null,
            PlateauMetric = options.Plateau?.Metric,
            EarlyStopping = options.EarlyStopping is EarlyStoppingPlan stopping ? Stopping(stopping) : null,
        };
    }

    /// <summary>Whether a group's rules take in a parameter.</summary>
    internal static bool Matches(GroupPlan group, Parameter parameter)
        => (group.Match is null || group.Match.Any(pattern => Regex.IsMatch(parameter.Name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant)))
            && (group.MostDimensions is not int most || parameter.Shape.Rank <= most);

    private void Group(Optimizer optimizer, GroupPlan plan, UpdateRule rule)
    {
        if (plan.Match is null && plan.MostDimensions is null)
            throw new UserError($"The group '{plan.Name}' does not say which parameters it takes: match names, such as \"*.bias\", or dimensions.");
        if (!optimizer.Store.Any(parameter => Matches(plan, parameter)))
            throw new UserError($"The group '{plan.Name}' takes no parameter of the network. It has: {string.Join(", ", optimizer.Store.Select(parameter => parameter.Name))}.");
        UpdateRule own = plan.Optimizer is null ? rule : UpdateRule.Parse(plan.Optimizer, setup.Length) with { LearningRate = rule.LearningRate };
        if (plan.Schedule is not null)
            own = own with { LearningRate = Schedule.Parse(plan.Schedule, setup.Length) };
        if (plan.RateFactor is double factor)
            own = own with { LearningRate = own.LearningRate * factor };
        if (plan.WeightDecay is not null)
            own = own with { WeightDecay = Schedule.Parse(plan.WeightDecay, setup.Length) };
        optimizer.Group(plan.Name, parameter => Matches(plan, parameter), own).FrozenUntil = Steps(plan.FrozenUntil, 0);
    }

    // A layer is what parameters share the beginning of their name with; layers stand in the store in the order of the network.
    private static void ByLayer(Optimizer optimizer, Module network, double decay)
    {
        List<string> layers = [.. network.Parameters.Select(Layer).Distinct()];
        optimizer.GroupByLayer(parameter => layers.IndexOf(Layer(parameter)), decay);

        static string Layer(Parameter parameter) => parameter.Name.LastIndexOf('.') is >= 0 and int dot ? parameter.Name[..dot] : parameter.Name;
    }

    private Average Average(Module network, AveragePlan plan) => plan.Type switch
    {
        "ema" => new ExponentialAverage(network.Parameters) { Decay = plan.Decay is null ? 0.999 : Schedule.Parse(plan.Decay, setup.Length), From = Steps(plan.From, 1), Every = Steps(plan.Every, 1) },
        "swa" when plan.Decay is null => new EqualAverage(network.Parameters) { From = Steps(plan.From ?? "75%", 1), Every = Steps(plan.Every ?? "1ep", 1) },
        "swa" => throw new UserError("An equal average (swa) has no decay: leave it out, or choose ema."),
        _ => throw new UserError($"There is no average '{plan.Type}': ema or swa."),
    };

    private ReduceOnPlateau Plateau(PlateauPlan plan) => new()
    {
        Direction = plan.Direction ?? DirectionOf(plan.Metric ?? "validation_loss"),
        Factor = plan.Factor,
        Patience = plan.Patience,
        Threshold = plan.Threshold,
        Margin = plan.Margin,
        Cooldown = plan.Cooldown,
        MinimumScale = plan.MinimumScale,
    };

    private static EarlyStopping Stopping(EarlyStoppingPlan plan)
        => new(plan.Metric ?? "validation_loss") { Patience = plan.Patience, MinimumDelta = plan.MinimumDelta, RestoreBest = plan.RestoreBest };

    private Direction DirectionOf(string metric)
        => setup.Metrics.FirstOrDefault(known => metric == $"validation_{known.Name}" || metric == $"train_{known.Name}")?.Direction ?? Direction.Minimize;

    private long Steps(string? text, long otherwise) => text is null ? otherwise : setup.Length.StepsOf(text);
}
