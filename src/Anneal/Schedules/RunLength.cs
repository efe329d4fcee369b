using System.Globalization;

namespace Anneal.Schedules;

/// <summary>How long a run is, so that epochs and percentages can be said in steps.</summary>
/// <remarks>Steps are optimizer updates: with gradient accumulation an epoch has fewer steps than batches.</remarks>
public sealed record RunLength
{
    private RunLength(long total, long? stepsPerEpoch)
    {
        (Total, StepsPerEpoch) = (total, stepsPerEpoch);
    }

    /// <summary>Updates in the whole run.</summary>
    public long Total { get; }

    /// <summary>Updates in one epoch; null when the run is not counted in epochs.</summary>
    public long? StepsPerEpoch { get; }

    /// <summary>A run of so many updates.</summary>
    /// <param name="total">At least 1.</param>
    public static RunLength Steps(long total) => new(Guard.PositiveSteps(total), null);

    /// <summary>A run of so many epochs.</summary>
    /// <param name="epochs">At least 1.</param>
    /// <param name="stepsPerEpoch">Updates in one epoch, at least 1.</param>
    public static RunLength Of(long epochs, long stepsPerEpoch)
    {
        if (Guard.PositiveSteps(epochs) > Guard.MaxSteps / Guard.PositiveSteps(stepsPerEpoch))
            throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"{epochs} epochs of {stepsPerEpoch} steps are more than 2^53 steps.");
        return new(epochs * stepsPerEpoch, stepsPerEpoch);
    }

    /// <summary>So many epochs in steps, rounded to the nearest.</summary>
    /// <param name="epochs">At least 0, also in parts: 0.5 is half an epoch.</param>
    /// <exception cref="InvalidOperationException">The run is not counted in epochs.</exception>
    public long Epochs(double epochs)
        => StepsPerEpoch is long steps
            ? Math.Round(Guard.Rate(epochs) * steps) is <= Guard.MaxSteps and double whole
                ? (long)whole
                : throw new ArgumentOutOfRangeException(nameof(epochs), epochs, FormattableString.Invariant($"{epochs} epochs of {steps} steps are more than 2^53 steps."))
            : throw new InvalidOperationException("This run is not counted in epochs; build it with RunLength.Of(epochs, stepsPerEpoch).");

    /// <summary>A share of the run in steps, rounded to the nearest.</summary>
    /// <param name="percent">From 0 to 100.</param>
    public long Percent(double percent)
        => percent is >= 0 and <= 100
            ? (long)Math.Round(Total * (percent / 100))
            : throw new ArgumentOutOfRangeException(nameof(percent), percent, FormattableString.Invariant($"A share of the run is between 0 and 100 percent, not {percent}."));

    /// <summary>A length as people write it, in steps: <c>1000</c>, <c>5ep</c>, <c>10%</c> or <c>rest</c>, the whole run.</summary>
    /// <param name="text">A whole number of steps, a number of epochs, or a share.</param>
    /// <exception cref="FormatException">The text is none of these.</exception>
    /// <exception cref="InvalidOperationException">The text counts epochs and the run does not.</exception>
    public long StepsOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = text.Trim();
        if (plain == "rest")
            return Total;
        string number = plain.EndsWith("ep", StringComparison.Ordinal) ? plain[..^2] : plain.EndsWith('%') ? plain[..^1] : plain;
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value))
            throw Unreadable();
        return plain.Length == number.Length
            ? value <= Guard.MaxSteps && Math.Floor(value) == value ? (long)value : throw Unreadable()
            : plain.EndsWith('%') ? Percent(value) : Epochs(value);

        FormatException Unreadable() => new($"'{text}' is no length: write steps (1000), epochs (5ep), a share (10%) or rest.");
    }

    /// <summary>The run in the words it was built with.</summary>
    public override string ToString()
        => StepsPerEpoch is long steps ? $"{Total / steps} epochs of {steps} steps" : $"{Total} steps";
}
