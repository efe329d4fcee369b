namespace Anneal.Training.Diagnoses;

/// <summary>The loss left the finite numbers, or all bounds.</summary>
internal static class Exploding
{
    // Of the first loss, or that of guessing where it is larger: 230 nats with ten classes, which no bad batch brings about.
    private const double Factor = 100;

    public static Finding? In(Signs signs, Course? course)
    {
        int broken = 0;
        while (broken < signs.Losses.Count && double.IsFinite(signs.Losses[broken]))
            broken++;
        if (broken < signs.Losses.Count || signs.NonFinite is not null)
            return NoNumber(signs, broken, course);
        if (course is null)
            return null;
        double bound = Factor * Math.Max(course.Losses[0], signs.Chance?.Loss ?? 0);
        if (!(course.Largest > bound))
            return null;
        int place = 0;
        while (course.Losses[place] < course.Largest)
            place++;
        return new(
            FindingKind.Exploded,
            $"Exploded: the loss grew from {Words.Figure(course.Losses[0])} to {Words.Figure(course.Largest)} {When(signs, place)}{(course.End < course.Largest / 2 ? $", and ended at {Words.Figure(course.End)}" : "")}.",
            Remedy(signs, place),
            [new("first loss", course.Losses[0]), new("largest loss", course.Largest), new("loss at the end", course.End)]);
    }

    private static Finding NoNumber(Signs signs, int place, Course? course)
    {
        string before = course is null ? "" : $"; before that it went from {Words.Figure(course.Losses[0])} to {Words.Figure(course.Losses[^1])}";
        return new(
            FindingKind.Exploded,
            $"Exploded: the loss was no number {(place == 0 ? "from the first step on" : When(signs, place))}{before}.{(signs.NonFinite is null ? "" : $" {signs.NonFinite}")}",
            place == 0 ? "Look for NaN and infinite numbers in the data: nothing was updated yet." : Remedy(signs, place),
            [new("steps before", place), .. course is null ? [] : new Figure[] { new("first loss", course.Losses[0]), new("last finite loss", course.Losses[^1]) }]);
    }

    private static string When(Signs signs, int place)
        => FormattableString.Invariant($"at step {place + 1}{(signs.StepsPerEpoch > 1 ? $", in epoch {(place / signs.StepsPerEpoch) + 1}" : "")}");

    private static string Remedy(Signs signs, int place)
        => Remedies.Together(Remedies.LowerRate(signs, place), place < Math.Max(signs.StepsPerEpoch, signs.Losses.Count / 10) ? Remedies.WarmUp(signs) : null, Remedies.Clip(signs, place));
}
