using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Training.RateFinding;

/// <summary>Which groups follow a sweep, and in what proportion.</summary>
internal static class SweptGroups
{
    /// <summary>The groups with the rules they have meanwhile.</summary>
    /// <param name="optimizer">Whose groups.</param>
    /// <param name="name">The only one; null for all, or for those that follow already.</param>
    /// <param name="rate">What is swept.</param>
    /// <param name="every">Whether all groups follow where none is named.</param>
    public static IReadOnlyList<(ParameterGroup Group, UpdateRule Rule)> Of(Optimizer optimizer, string? name, SweptRate rate, bool every)
    {
        if (name is not null)
        {
            ParameterGroup one = optimizer.Groups.FirstOrDefault(group => group.Name == name)
                ?? throw new ArgumentException($"The optimizer has no group '{name}'. {(Catalogue.Nearest(name, optimizer.Groups.Select(group => group.Name)) is string near ? $"Did you mean '{near}'?" : $"It has: {string.Join(", ", optimizer.Groups.Select(group => group.Name))}.")}");
            return [(one, one.Rule with { LearningRate = rate.Schedule })];
        }

        return every ? [.. optimizer.Groups.Select(group => (group, group.Rule with { LearningRate = Proportional(optimizer, group, rate) }))] : [];
    }

    private static Schedule Proportional(Optimizer optimizer, ParameterGroup group, SweptRate rate)
    {
        ParameterGroup rest = optimizer.Groups[^1];
        if (group.Rule.LearningRate == rest.Rule.LearningRate)
            return rate.Schedule;
        (double own, double other) = (group.Rule.LearningRate.At(optimizer.Step), rest.Rule.LearningRate.At(optimizer.Step));
        return own > 0 && other > 0
            ? rate.Schedule * (own / other)
            : throw new ArgumentException(FormattableString.Invariant($"At step {optimizer.Step} the rates of the groups '{group.Name}' and '{rest.Name}' are {own} and {other}, which is no proportion to sweep them in: name one group to sweep."));
    }
}
