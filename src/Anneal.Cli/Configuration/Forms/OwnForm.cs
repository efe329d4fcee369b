using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Plans;
using Anneal.Optimizers;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>Our own form.</summary>
internal sealed class OwnForm : Form
{
    public override string Name => "Anneal";

    public override Section Section => OwnKeys.Root;

    public override IReadOnlyList<string> Signs => [];

    public override string Prefix => "";

    public override bool Recognises(Mapping root) => true;

    public override Request Read(Given file, Source source)
    {
        SharedParts parts = new(file, source, file.Place);
        int epochs = file.Whole("epochs") ?? parts.Experiment.Epochs;
        RunLength nominal = Request.Nominal(epochs);
        List<LocatedText> texts = [];
        (LocatedText optimizer, UpdateRule? rule) = Optimizer(file, parts, nominal, source.Faults);
        LocatedText? schedule = ScheduleOf(file, nominal, source.Faults, texts);
        Schedule? own = rule is null || !file.Has("optimizer") ? null : RuleComposer.GivenRate(rule, optimizer.Text);
        if (schedule is not null && own is not null)
            source.Faults.Add(file.At("optimizer"), $"the rate is said twice: by 'schedule' and in the optimizer ({Messages.Short(own.ToString())}). Leave out one.");
        else if (schedule is null && !file.Has("schedule") && file.Has("optimizer") && rule is not null)
            schedule = new LocatedText().Add(rule.LearningRate.ToString(), file.At("optimizer"));
        else if (schedule is null && !file.Has("schedule"))
            source.Faults.Add(file.Place, $"there is no schedule: write schedule: 0.001, or one such as \"{parts.Experiment.Schedules[^1].Split(" = ", 2)[^1]}\".");
        texts.Add(optimizer);
        TrainingOptions options = new()
        {
            Groups = [.. file.Sections("groups").Select(group => Group(group, nominal, source.Faults, texts))],
            LayerDecay = file.Number("layer_decay"),
            AccumulateOver = file.Whole("accumulate") ?? 1,
            ClipNorm = file.Number("clip_norm"),
            ClipValue = file.Number("clip_value"),
            Plateau = SharedParts.Plateau(file.Section("plateau")),
        };
        Twice(file.Sections("groups"), source.Faults);
        string text = schedule?.Text.Trim() ?? "0";
        return new(parts.Plan(new(text, text), optimizer.Text.Trim(), epochs, file.Whole("batch") ?? parts.Experiment.Batch, options)) { Output = parts.Output, Texts = texts };
    }

    private static (LocatedText Text, UpdateRule? Rule) Optimizer(Given file, SharedParts parts, RunLength nominal, Faults faults)
    {
        if (file.Value("optimizer") is Entry entry)
            return new RuleComposer(faults).Rule(entry) is LocatedText text ? (text, text.Rule(nominal, faults)) : (new LocatedText { IsRule = true }.Add(parts.Experiment.Optimizer, entry.Place), null);
        LocatedText usual = new LocatedText { IsRule = true }.Add(parts.Experiment.Optimizer, file.Place);
        return (usual, usual.Rule(nominal, faults));
    }

    private static LocatedText? ScheduleOf(Given file, RunLength nominal, Faults faults, List<LocatedText> texts)
    {
        if (file.Value("schedule") is not Entry entry || DialectBlock.Schedule(entry, nominal, faults) is not LocatedText text)
            return null;
        texts.Add(text);
        return text.Schedule(nominal, faults) is null ? null : text;
    }

    private static GroupPlan Group(Given group, RunLength nominal, Faults faults, List<LocatedText> texts)
    {
        string name = group.Text("name") ?? "";
        if (!group.Has("match") && !group.Has("dimensions"))
            faults.Add(group.Place, $"the group '{Messages.Short(name)}' does not say which parameters it takes: add match: \"*.bias\", or dimensions: 1.");
        LocatedText? optimizer = group.Value("optimizer") is Entry rule ? new RuleComposer(faults).Rule(rule) : null;
        LocatedText? schedule = group.Value("schedule") is Entry rate ? DialectBlock.Schedule(rate, nominal, faults) : null;
        LocatedText? decay = group.Value("weight_decay") is Entry value ? new Composer(faults).Schedule(value) : null;
        if (optimizer?.Rule(nominal, faults) is UpdateRule read && RuleComposer.GivenRate(read, optimizer.Text) is not null)
            faults.Add(group.At("optimizer"), $"the rate of a group is its 'schedule', not in its optimizer: take it out there.");
        schedule?.Schedule(nominal, faults);
        decay?.Schedule(nominal, faults);
        texts.AddRange(((LocatedText?[])[optimizer, schedule, decay]).OfType<LocatedText>());
        return new()
        {
            Name = name,
            Match = group.Texts("match"),
            MostDimensions = group.Whole("dimensions"),
            Optimizer = optimizer?.Text.Trim(),
            Schedule = schedule?.Text.Trim(),
            RateFactor = group.Number("rate_factor"),
            WeightDecay = decay?.Text.Trim(),
            FrozenUntil = group.Text("frozen_until"),
        };
    }

    private static void Twice(IReadOnlyList<Given> groups, Faults faults)
    {
        foreach (Given group in groups.Where((group, i) => group.Text("name") is string name && groups.Take(i).Any(other => other.Text("name") == name)))
            faults.Add(group.At("name"), $"two groups are called '{Messages.Short(group.Text("name")!)}': give each a name of its own.");
    }
}
