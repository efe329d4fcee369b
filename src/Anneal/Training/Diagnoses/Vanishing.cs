namespace Anneal.Training.Diagnoses;

/// <summary>Gradients that are lost on their way to the first layers.</summary>
internal static class Vanishing
{
    // A sigmoid passes at most a quarter of a gradient: seven of them in a row bring it to 1/16,000. Networks that train well stay within a factor of
    // a hundred between their ends.
    private const double Share = 1e-4;

    public static Finding? In(Course course)
    {
        GradientSample[] finite = [.. course.Signs.Gradients.Where(sample => double.IsFinite(sample.Global))];
        if (finite.Length == 0)
            return null;
        double first = Middle.Of(finite.Select(sample => sample.Profile.First))!.Value, last = Middle.Of(finite.Select(sample => sample.Profile.Last))!.Value;
        double median = Middle.Of(finite.Select(sample => sample.Profile.Median))!.Value, share = Middle.Of(finite.Select(Of))!.Value;
        Figure[] evidence = [new("gradient per weight, first layer", first), new("gradient per weight, median layer", median), new("gradient per weight, last layer", last)];
        if (Middle.Of(finite.Select(sample => sample.Global)) == 0)
        {
            return new(
                FindingKind.VanishingGradients,
                "In most steps every gradient is exactly 0: nothing leads back from the loss to a weight.",
                "Start with another seed, and look for a layer that gives the same whatever comes in, such as a dead ReLU or a saturated sigmoid.",
                evidence);
        }

        return !(share < Share)
            ? null
            : new(
                FindingKind.VanishingGradients,
                $"A weight of the first layer gets a gradient of {Words.Figure(first)}, one of the last layer {Words.Figure(last)}: hardly anything reaches the first layers.",
                $"{(course.Signs.Dead.Any(scan => scan.Layers.Count > 0) ? "Normalise" : "Use ReLUs or tanh instead of sigmoids, normalise")} between layers, or lead residual connections around them; an optimizer that scales each weight, such as Adam, helps as well.",
                evidence);
    }

    private static double Of(GradientSample sample) => sample.Profile.Last > 0 ? sample.Profile.First / sample.Profile.Last : double.PositiveInfinity;
}
