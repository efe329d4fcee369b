using Anneal.Data;

namespace Anneal.Training.Diagnoses;

/// <summary>What a network reaches that looks at no input: where a run that does not learn stays.</summary>
/// <param name="Loss">The loss of the best guess that is the same for all examples.</param>
/// <param name="Accuracy">The share of the most frequent class; null where targets are values.</param>
public sealed record Chance(double Loss, double? Accuracy)
{
    /// <summary>Classes that are equally frequent: loss ln(classes), accuracy 1/classes.</summary>
    /// <param name="classes">At least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2.</exception>
    public static Chance OfClasses(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new(Math.Log(classes), 1.0 / classes);
    }

    /// <summary>Values: the mean squared error of guessing their mean, which is their variance Σ(y − ȳ)²/n.</summary>
    /// <param name="targets">At least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Chance OfTargets(ReadOnlySpan<float> targets)
    {
        if (targets.IsEmpty)
            throw new ArgumentException("There is no target.", nameof(targets));
        double mean = 0, squares = 0;
        foreach (float target in targets)
            mean += target;
        mean /= targets.Length;
        foreach (float target in targets)
            squares += (target - mean) * (target - mean);
        return new(squares / targets.Length, null);
    }

    /// <summary>What data allows: for classes the entropy −Σp·ln p of their frequencies and the largest p, for values the mean of the variances of their components.</summary>
    /// <param name="data">All of it is read, inputs aside.</param>
    public static Chance Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Classes > 0 ? OfLabels(data) : OfValues(data);
    }

    private static Chance OfLabels(Dataset data)
    {
        long[] counts = new long[data.Classes];
        for (int i = 0; i < data.Count; i++)
            counts[data.Label(i)]++;
        double entropy = 0;
        foreach (long count in counts)
            entropy -= count == 0 ? 0 : (double)count / data.Count * Math.Log((double)count / data.Count);
        return new(entropy, (double)counts.Max() / data.Count);
    }

    // Welford's running mean and squares, one pass over data that may be slow to read.
    private static Chance OfValues(Dataset data)
    {
        float[] target = new float[data.TargetShape.FlattenedLength];
        double[] mean = new double[target.Length];
        double squares = 0;
        for (int i = 0; i < data.Count; i++)
        {
            data.ReadTarget(i, target);
            for (int k = 0; k < target.Length; k++)
            {
                double away = target[k] - mean[k];
                mean[k] += away / (i + 1);
                squares += away * (target[k] - mean[k]);
            }
        }

        return new(squares / ((double)data.Count * Math.Max(1, target.Length)), null);
    }
}
