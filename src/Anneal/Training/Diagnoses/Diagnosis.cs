namespace Anneal.Training.Diagnoses;

/// <summary>What the measurements of a run say: first how it ended, then why, most probable reason first.</summary>
public static class Diagnosis
{
    /// <summary>Judges a run.</summary>
    /// <param name="signs">What was measured. With less of it fewer things are found, and nothing is made up.</param>
    /// <returns>
    /// One finding of how it ended (<see cref="FindingKind.Exploded"/>, <see cref="FindingKind.NeverLearned"/> or <see cref="FindingKind.Learned"/>), then the
    /// others. A run without fault yields <see cref="FindingKind.Learned"/> alone; one without a single loss yields nothing.
    /// </returns>
    public static IReadOnlyList<Finding> Of(Signs signs)
    {
        ArgumentNullException.ThrowIfNull(signs);
        Course? course = Course.Of(signs);
        if (Exploding.In(signs, course) is Finding exploded)
            return [exploded, .. Some(DeadRelus.In(signs))];
        if (course is null)
            return [];
        Finding? dead = DeadRelus.In(signs);
        // No gradient passes a dead layer: that says it all.
        Finding? vanishing = dead is null ? Vanishing.In(course) : null;
        Finding[] causes = [.. Some(
            dead,
            vanishing,
            Rate.TooLarge(course),
            // Where no gradient arrives, updates are small whatever the rate.
            dead is null && vanishing is null ? Rate.TooSmall(course) : null,
            Overfitting.In(course))];
        return [Outcome.Of(course, explained: causes.Length > 0), .. causes];
    }

    private static IEnumerable<Finding> Some(params Finding?[] findings) => findings.OfType<Finding>();
}
