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
        // What explodes often leaves dead units behind; the remedy is the same.
        if (Exploding.In(signs, course) is Finding exploded)
            return [exploded, .. Some(DeadRelus.In(signs) is Finding left ? left with { Remedy = null } : null)];
        if (course is null)
            return [];
        Finding? dead = DeadRelus.In(signs);
        // No gradient passes a dead layer: that explains small gradients, and those explain small updates.
        Finding? vanishing = dead is null ? Vanishing.In(course) : null;
        Finding? small = dead is null && vanishing is null ? Rate.TooSmall(course) : null;
        Finding[] causes = [.. Some(dead, vanishing, Rate.TooLarge(course), small, Overfitting.In(course))];
        if (causes.Length == 0 && !course.HasLearned && DeadRelus.In(signs, despair: true) is Finding half)
            causes = [half];
        return [Outcome.Of(course, explained: causes.Length > 0), .. causes];
    }

    private static IEnumerable<Finding> Some(params Finding?[] findings) => findings.OfType<Finding>();
}
