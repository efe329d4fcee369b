using System.Globalization;
using Anneal.Optimizers;
using Anneal.Schedules.Text;

namespace Anneal.Training.Checkpoints;

/// <summary>What the rules remember, and the rules themselves as text: those are compared.</summary>
internal static class OptimizerPart
{
    private const string StatePrefix = "optimizer.";
    private const string Scale = "rate_scale";
    private const string CountNote = "groups";

    public static void Save(CheckpointContents contents, Optimizer optimizer)
    {
        contents.Add(StatePrefix, optimizer.Save());
        contents.Add(Scale, optimizer.RateScale);
        contents.Notes[CountNote] = Text(optimizer.Groups.Count);
        for (int i = 0; i < optimizer.Groups.Count; i++)
        {
            ParameterGroup group = optimizer.Groups[i];
            contents.Notes[Name(i)] = group.Name;
            contents.Notes[Rule(i)] = group.Rule.ToString();
            contents.Notes[Frozen(i)] = Text(group.FrozenUntil);
            contents.Notes[Members(i)] = Joined(group);
        }
    }

    public static Action Prepare(CheckpointContents contents, Optimizer optimizer, ScheduleChange change)
    {
        double scale = contents.Number(Scale);
        string[] names = [.. Enumerable.Range(0, int.Parse(contents.Note(CountNote), CultureInfo.InvariantCulture)).Select(i => contents.Note(Name(i)))];
        if (!names.SequenceEqual(optimizer.Groups.Select(group => group.Name)))
            throw new ArgumentException($"The optimizer has the groups {string.Join(", ", optimizer.Groups.Select(group => group.Name))}, and had {string.Join(", ", names)} when the checkpoint was written: make them as they were.");
        (ParameterGroup Group, UpdateRule Rule, long FrozenUntil)[] kept = [.. optimizer.Groups.Select((group, i) => Chosen(contents, group, i, change))];
        (UpdateRule Rule, long FrozenUntil)[] before = [.. optimizer.Groups.Select(group => (group.Rule, group.FrozenUntil))];
        OptimizerState state = contents.State(StatePrefix);
        OptimizerState? present = change is ScheduleChange.Keep ? optimizer.Save() : null;
        Put(kept);
        try
        {
            Action restore = optimizer.Prepare(state);
            return () =>
            {
                restore();
                optimizer.RateScale = scale;
            };
        }
        catch
        {
            Put([.. optimizer.Groups.Select((group, i) => (group, before[i].Rule, before[i].FrozenUntil))]);
            if (present is not null)
                optimizer.Restore(present);
            throw;
        }
    }

    /// <summary>What a group goes on with.</summary>
    private static (ParameterGroup Group, UpdateRule Rule, long FrozenUntil) Chosen(CheckpointContents contents, ParameterGroup group, int place, ScheduleChange change)
    {
        (string rule, long frozen, string members) = (contents.Note(Rule(place)), long.Parse(contents.Note(Frozen(place)), CultureInfo.InvariantCulture), contents.Note(Members(place)));
        if (change is ScheduleChange.Take || (rule == group.Rule.ToString() && frozen == group.FrozenUntil && members == Joined(group)))
            return (group, group.Rule, group.FrozenUntil);
        if (members != Joined(group))
            throw new ArgumentException($"The group '{group.Name}' has other parameters than when the checkpoint was written: it had {members.Replace("\n", ", ", StringComparison.Ordinal)}, and has {Joined(group).Replace("\n", ", ", StringComparison.Ordinal)}. Group them as they were, or say {nameof(ScheduleChange)}.{nameof(ScheduleChange.Take)}.");
        if (change is ScheduleChange.Keep)
            return (group, Kept(rule, group), frozen);
        string what = rule != group.Rule.ToString() ? $"was trained with\n  {rule}\nand is now to be trained with\n  {group.Rule}" : $"was frozen until step {frozen}, and is now until {group.FrozenUntil}";
        throw new ArgumentException($"The group '{group.Name}' {what}\nSay {nameof(ScheduleChange)}.{nameof(ScheduleChange.Keep)} to go on with the old one, {nameof(ScheduleChange)}.{nameof(ScheduleChange.Take)} to take the new one as it stands from step {contents.State(StatePrefix).Step} on, or write the old one again.");
    }

    private static UpdateRule Kept(string text, ParameterGroup group)
    {
        UpdateRule rule;
        try
        {
            rule = UpdateRule.Parse(text);
        }
        catch (ScheduleTextException unread)
        {
            throw new ArgumentException($"The rule of the group '{group.Name}' when the checkpoint was written cannot be read back, because a part of it is not Anneal's: {text}. Write it in C#, or say {nameof(ScheduleChange)}.{nameof(ScheduleChange.Take)}.", unread);
        }

        // What the text does not say of a rule, as of a dialect's, is kept where rate and decay are all that differs.
        UpdateRule near = group.Rule with { LearningRate = rule.LearningRate, WeightDecay = rule.WeightDecay };
        return near.ToString() == text ? near : rule;
    }

    private static void Put((ParameterGroup Group, UpdateRule Rule, long FrozenUntil)[] settings)
    {
        foreach ((ParameterGroup group, UpdateRule rule, long frozen) in settings)
        {
            if (group.Rule != rule)
                group.Rule = rule;
            group.FrozenUntil = frozen;
        }
    }

    private static string Joined(ParameterGroup group) => string.Join('\n', group.Parameters.Select(parameter => parameter.Name));

    private static string Name(int place) => $"group.{Text(place)}";

    private static string Rule(int place) => $"{Name(place)}.rule";

    private static string Frozen(int place) => $"{Name(place)}.frozen_until";

    private static string Members(int place) => $"{Name(place)}.parameters";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
