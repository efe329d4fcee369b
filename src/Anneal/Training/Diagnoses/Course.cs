namespace Anneal.Training.Diagnoses;

/// <summary>The course of the loss: where it began, where it ended, and how far both are luck.</summary>
internal sealed class Course
{
    // A tenth of a run is long enough to average noise away, and short enough to be its end.
    private const int Windows = 10;

    // Relatively, what a network must be below guessing to have learned anything: 2.256 instead of 2.303 with ten classes, R² = 0.02.
    private const double Margin = 0.02;

    // Of the accuracy that guessing leaves to be learned, what must be reached: a random start can be right more often than guessing by half.
    private const double Gain = 0.2;

    // Standard errors that luck seldom reaches.
    private const double Errors = 3;

    private Course(Signs signs, IReadOnlyList<double> losses)
    {
        int window = Math.Max(1, losses.Count / Windows);
        // Whole epochs, where it can be: batches differ in difficulty.
        if (window > signs.StepsPerEpoch)
            window -= window % signs.StepsPerEpoch;
        (Signs, Losses, Window) = (signs, losses, window);
        (Start, _) = Mean(0, window);
        (End, EndError) = Mean(losses.Count - window, window);
        Lowest = Start;
        for (int at = 0; at + window <= losses.Count; at += window)
            Lowest = Math.Min(Lowest, Mean(at, window).Mean);
    }

    public Signs Signs { get; }

    /// <summary>The losses up to the first that is no number.</summary>
    public IReadOnlyList<double> Losses { get; }

    /// <summary>How many losses make one mean.</summary>
    public int Window { get; }

    /// <summary>The mean loss of the first window.</summary>
    public double Start { get; }

    /// <summary>The mean loss of the last window.</summary>
    public double End { get; }

    /// <summary>Its standard error.</summary>
    public double EndError { get; }

    /// <summary>The least mean of a window.</summary>
    public double Lowest { get; }

    /// <summary>The largest of all losses.</summary>
    public double Largest => Losses.Max();

    /// <summary>Whether the run ended better than guessing, or, where nobody knows what guessing reaches, better than it began.</summary>
    public bool HasLearned
        => (Signs.Chance is Chance chance ? IsBelow(chance.Loss) : IsBelow(Start)) || GuessesBetter();

    /// <summary>Whether the run was better than guessing once, and is not any more.</summary>
    public bool HasLost => !HasLearned && Lowest < (1 - (5 * Margin)) * (Signs.Chance?.Loss ?? Start) && End > Lowest + (Errors * EndError);

    /// <summary>Whether the second half of the run still brought a tenth of what the whole run did, so that more steps would bring more.</summary>
    public bool StillFalls
    {
        get
        {
            if (IsShort)
                return false;
            (double middle, double error) = Mean((Losses.Count / 2) - (Window / 2), Window);
            return middle - End > Math.Max(Errors * Math.Sqrt((error * error) + (EndError * EndError)), (Start - End) / 10);
        }
    }

    /// <summary>Whether there are too few losses to speak of a course.</summary>
    public bool IsShort => Losses.Count < 2 * Windows;

    public static Course? Of(Signs signs)
    {
        double[] finite = [.. signs.Losses.TakeWhile(double.IsFinite)];
        return finite.Length == 0 ? null : new(signs, finite);
    }

    /// <summary>The epoch, from 1, of a place among the losses.</summary>
    public int EpochOf(int place) => (place / Signs.StepsPerEpoch) + 1;

    private bool IsBelow(double bound) => End < bound - Math.Max(Margin * Math.Abs(bound), Errors * EndError);

    // The loss can stay near that of guessing while classes are told apart already.
    private bool GuessesBetter()
    {
        if (Signs.Chance?.Accuracy is not double chance || Signs.ValidationAccuracies.Count == 0 || Signs.ValidationExamples == 0)
            return false;
        double error = Math.Sqrt(chance * (1 - chance) / Signs.ValidationExamples);
        return Signs.ValidationAccuracies[^1] > chance + Math.Max(Errors * error, Gain * (1 - chance));
    }

    private (double Mean, double Error) Mean(int from, int count)
    {
        double sum = 0, squares = 0;
        for (int i = from; i < from + count; i++)
            sum += Losses[i];
        double mean = sum / count;
        for (int i = from; i < from + count; i++)
            squares += (Losses[i] - mean) * (Losses[i] - mean);
        return (mean, count < 2 ? 0 : Math.Sqrt(squares / (count - 1) / count));
    }
}
