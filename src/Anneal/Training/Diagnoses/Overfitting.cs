namespace Anneal.Training.Diagnoses;

/// <summary>What is learned about the training data and is not true of other data.</summary>
internal static class Overfitting
{
    // Relatively, by how much the validation loss must rise above its least: less is noise of a small validation set.
    private const double Rise = 0.05;

    // One worse epoch is luck.
    private const int Epochs = 2;

    public static Finding? In(Course course)
    {
        IReadOnlyList<double> losses = course.Signs.ValidationLosses;
        int best = 0;
        for (int i = 1; i < losses.Count; i++)
        {
            if (losses[i] < losses[best])
                best = i;
        }

        if (losses.Count - 1 - best < Epochs || !(losses[^1] > losses[best] * (1 + Rise)))
            return null;
        // The training loss is cut into as many parts as there were validations.
        double then = Part(course.Losses, best, losses.Count), now = Part(course.Losses, losses.Count - 1, losses.Count);
        if (!(now < then))
            return null;
        return new(
            FindingKind.Overfitting,
            $"Over-fitting since epoch {best + 1}: the validation loss rose from {Words.Figure(losses[best])} to {Words.Figure(losses[^1])} while the training loss fell from {Words.Figure(then)} to {Words.Figure(now)}.",
            $"Keep the weights of epoch {best + 1} (early stopping), or train with more or varied data, weight decay or dropout.",
            [new("best epoch", best + 1), new("least validation loss", losses[best]), new("validation loss at the end", losses[^1]), new("training loss then", then), new("training loss at the end", now)]);
    }

    private static double Part(IReadOnlyList<double> losses, int part, int parts)
    {
        int from = (int)((long)losses.Count * part / parts), to = Math.Max(from + 1, (int)((long)losses.Count * (part + 1) / parts));
        double sum = 0;
        for (int i = from; i < to; i++)
            sum += losses[Math.Min(i, losses.Count - 1)];
        return sum / (to - from);
    }
}
