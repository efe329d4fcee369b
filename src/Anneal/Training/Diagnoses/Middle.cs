namespace Anneal.Training.Diagnoses;

/// <summary>Medians.</summary>
internal static class Middle
{
    /// <summary>The median; sorts the numbers where they lie. NaN counts as the smallest.</summary>
    public static double InPlace(Span<double> values)
    {
        if (values.IsEmpty)
            return double.NaN;
        values.Sort();
        int half = values.Length / 2;
        return values.Length % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
    }

    /// <summary>The median of a copy; null when there is no number.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length == 0 ? null : InPlace(all);
    }
}
