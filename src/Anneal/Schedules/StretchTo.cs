using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>The same shape over another number of steps: inner(t·length / steps).</summary>
    /// <param name="steps">The new length, at least 0; 0 leaves only the last value.</param>
    /// <exception cref="ArgumentException">The schedule is endless and has no shape to stretch.</exception>
    /// <remarks>For a run that became longer or shorter. Both ends stay exact.</remarks>
    [Catalogue("inner(t·length/steps)", "cosine(0.3, 0.01, over: 15).warmedUp(5).stretchTo(40)")]
    public Schedule StretchTo(long steps)
    {
        Guard.Ended(this, "stretched", "this");
        return new StretchedSchedule(this, Guard.Steps(steps));
    }

    /// <summary>The same shape, slower or faster by a factor; the new length is rounded to whole steps.</summary>
    /// <param name="factor">Above 0; 2 takes twice as many steps.</param>
    /// <exception cref="ArgumentException">The schedule is endless and has no shape to stretch.</exception>
    [Catalogue("stretchTo(round(length·factor))", "cosine(0.3, 0.01, over: 15).stretch(2)")]
    public Schedule Stretch(double factor)
    {
        double steps = Math.Round(Guard.Ended(this, "stretched", "this") * Guard.Positive(factor));
        return steps <= Guard.MaxSteps
            ? StretchTo((long)steps)
            : throw new ArgumentOutOfRangeException(nameof(factor), factor, FormattableString.Invariant($"{Length} steps times {factor} are more than 2^53 steps."));
    }
}

internal sealed record StretchedSchedule(Schedule Inner, long Steps) : Schedule
{
    private readonly long _length = Inner.Length!.Value;

    // Whether no product of a step and the length is rounded.
    private readonly bool _exact = (Int128)Inner.Length!.Value * Steps <= Guard.MaxSteps;

    public override long? Length => Steps;

    internal override Call Form => Inner.Form.Calling("stretchTo").With("steps", Steps);

    internal override IReadOnlyList<Schedule> Parts => [Inner];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        yield return new(Inner, Inside(step), $"stretched from {_length} to {Steps} steps");
    }

    internal override IEnumerable<Turn> Turns => _length == 0 ? [] : Inner.Turns.Mapped(Steps / _length, 0);

    internal override double Value(long step) => Inner.Value(Inside(step));

    internal override double Value(double step) => Inner.Value(Inside(step));

    // Whole steps in whole numbers: a product beyond 2^53 would be rounded, and a stair would come a step too early or too late.
    private double Inside(double step)
    {
        if (step >= Steps)
            return _length;
        if (_exact)
            return step * _length / Steps;
        long whole = (long)step;
        (UInt128 position, UInt128 rest) = UInt128.DivRem((UInt128)(ulong)whole * (ulong)_length, (ulong)Steps);
        return (double)position + (((double)rest + ((step - whole) * _length)) / Steps);
    }
}
