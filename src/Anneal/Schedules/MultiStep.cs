using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Multiplied by a factor at each given step: from·factor^#{milestones ≤ t}; endless.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="factor">At least 0.</param>
    /// <param name="at">The milestones, ascending; one that stands twice counts twice, one at 0 counts from the start.</param>
    /// <remarks>PyTorch: <c>MultiStepLR</c>. The new value is in force at the milestone itself; DJL's <c>multiFactor</c> and Keras change one step later.</remarks>
    [Catalogue("from·factor^#{at ≤ t}", "multiStep(0.5, factor: 0.5, at: [5, 15])")]
    public static Schedule MultiStep(double from, double factor, params IReadOnlyList<long> at)
        => new MultiStepSchedule(Guard.Rate(from), Guard.Rate(factor), Guard.Ascending(at, repeats: true, nameof(at)));
}

internal sealed record MultiStepSchedule(double From, double Factor, Values<long> Milestones) : Schedule
{
    private readonly Values<double> _stairs = new(Enumerable.Range(0, Milestones.Count + 1).Select(passed => Growth.Of(From, Factor, passed)));

    internal override Call Form => new Call("multiStep").With("from", From).With("factor", Factor).With("at", Milestones);

    internal override IEnumerable<Turn> Turns => TurnList.Milestones(Milestones.Span);

    internal override double Value(long step) => _stairs.Span[Stairs.Passed(Milestones.Span, step)];

    internal override double Value(double step) => Value((long)step);
}
