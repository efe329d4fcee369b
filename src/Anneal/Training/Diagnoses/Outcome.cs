namespace Anneal.Training.Diagnoses;

/// <summary>How a run ended that stayed finite.</summary>
internal static class Outcome
{
    public static Finding Of(Course course, bool explained)
    {
        Signs signs = course.Signs;
        List<Figure> evidence = [new("loss at the beginning", course.Start), new("loss at the end", course.End)];
        if (signs.Chance is Chance chance)
            evidence.Add(new("loss of guessing", chance.Loss));
        if (signs.ValidationAccuracies.Count > 0)
            evidence.Add(new("accuracy at the end", signs.ValidationAccuracies[^1]));
        return course.HasLearned
            ? new(FindingKind.Learned, $"Learned: {Ended(course)}{Accuracy(signs)}.", null, evidence)
            : new(FindingKind.NeverLearned, $"{(course.HasLost ? $"Learned and lost it again: the loss had been at {Words.Figure(course.Lowest)}; " : "Never learned: ")}{Ended(course)}{Accuracy(signs)}.", explained ? null : Remedy(course), evidence);
    }

    private static string Ended(Course course)
        => $"the loss went from {Words.Figure(course.Start)} to {Words.Figure(course.End)}"
            + course.Signs.Chance switch
            {
                null => "",
                { Accuracy: null } chance => $", and the same guess for every example has {Words.Figure(chance.Loss)}",
                { } chance => $", and guessing has {Words.Figure(chance.Loss)}",
            };

    private static string Accuracy(Signs signs)
        => signs.ValidationAccuracies.Count == 0 ? ""
            : $"; the accuracy is {Words.Share(signs.ValidationAccuracies[^1])}{(signs.Chance?.Accuracy is double guess ? $", that of guessing {Words.Share(guess)}" : "")}";

    private static string Remedy(Course course)
        => course.IsShort
            ? $"After {Words.Count(course.Losses.Count, "step")} little can be said: train longer."
            : course.StillFalls
            ? "The loss still falls: train longer."
            : $"Nothing that was measured explains it: look whether targets belong to their inputs and inputs are scaled to about ±1, then try rates from a tenth of {Words.Rate(course.Signs)} to ten times it.";
}
