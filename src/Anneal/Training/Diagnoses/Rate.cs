namespace Anneal.Training.Diagnoses;

/// <summary>Updates that are too large or too small for the weights they change.</summary>
internal static class Rate
{
    // Weights of which each update changes a tenth are others after ten updates.
    private const double Wild = 0.1;

    // A run ends this much above its own best when it swings; late noise is less.
    private const double Rise = 1.25;

    // At a hundred-thousandth per update a weight needs 100,000 updates to become another; single precision itself ends at 6e-8.
    private const double Still = 1e-5;

    // What counts as hardly moved: less than this share of the loss at the beginning.
    private const double Moved = 0.02;

    public static Finding? TooLarge(Course course)
    {
        if (Median(course.Signs) is not double ratio)
            return null;
        bool swings = course.End > Rise * course.Lowest && course.End - course.Lowest > 3 * course.EndError && ratio > Remedies.LargestRatio;
        if (!swings && (course.HasLearned || !(ratio > Wild)))
            return null;
        string loss = swings ? $", and the loss ended at {Words.Figure(course.End)} after it had been at {Words.Figure(course.Lowest)}" : ", and the loss stayed where it was";
        return new(
            FindingKind.RateTooLarge,
            $"The rate is too large: the median update changes {Words.Percent(ratio)} of the weights{loss}.",
            Remedies.Together(Remedies.LowerRate(course.Signs), Remedies.Clip(course.Signs)),
            [new("median update / weights", ratio), new("lowest loss", course.Lowest), new("loss at the end", course.End)]);
    }

    public static Finding? TooSmall(Course course)
    {
        if (Median(course.Signs) is not double ratio || !(ratio < Still))
            return null;
        // Nothing moves where no gradient comes, whatever the rate.
        if (ratio == 0 && !course.Signs.Gradients.Any(gradient => gradient.Global > 0))
            return null;
        bool still = course.Start - course.End < Moved * Math.Abs(course.Start);
        if (!still && !course.StillFalls)
            return null;
        string change = ratio == 0 ? "the median update is lost in rounding" : $"the median update changes {Words.Figure(ratio)} of the weights";
        return new(
            FindingKind.RateTooSmall,
            $"The rate is too small: {change}, and the loss {(still ? $"hardly moved, from {Words.Figure(course.Start)} to {Words.Figure(course.End)}" : $"was still falling at {Words.Figure(course.End)}")}.",
            Remedies.Together(Remedies.RaiseRate(course.Signs, ratio), still ? null : "train longer"),
            [new("median update / weights", ratio), new("loss at the beginning", course.Start), new("loss at the end", course.End)]);
    }

    private static double? Median(Signs signs) => Middle.Of(signs.Updates.Where(update => !double.IsNaN(update.Ratio)).Select(update => update.Ratio));
}
