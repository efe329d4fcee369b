using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>learning_rate·gamma^⌊t / step_size⌋.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="stepSize">Width of a stair in steps, above 0.</param>
    /// <param name="gamma">At least 0 and below 1; default 0.1.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Step"/>. A negative gamma, which Paddle takes, would make negative rates and is refused.</remarks>
    [Catalogue("learning_rate·gamma^⌊t/step_size⌋", "paddle:StepDecay(learning_rate=0.5, step_size=5, gamma=0.8)")]
    public static Schedule StepDecay(double learningRate, long stepSize, double gamma = 0.1, long lastEpoch = -1)
        => Resumed(Schedule.Step(Guard.Rate(learningRate), Shrinking(gamma), Guard.PositiveSteps(stepSize)), lastEpoch);

    /// <summary>learning_rate·gamma^#{milestones ≤ t}.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="milestones">Strictly ascending steps; the new rate is in force at the milestone itself.</param>
    /// <param name="gamma">At least 0 and below 1; default 0.1.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">The milestones do not ascend, or an argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.MultiStep"/>, where a milestone may stand twice and count twice, as in PyTorch.</remarks>
    [Catalogue("learning_rate·gamma^#{milestones ≤ t}", "paddle:MultiStepDecay(learning_rate=0.5, milestones=[4, 8, 16], gamma=0.8)")]
    public static Schedule MultiStepDecay(double learningRate, IReadOnlyList<long> milestones, double gamma = 0.1, long lastEpoch = -1)
    {
        Guard.Ascending(milestones, repeats: false, nameof(milestones));
        return Resumed(Schedule.MultiStep(Guard.Rate(learningRate), Shrinking(gamma), milestones), lastEpoch);
    }

    /// <summary>values[#{boundaries ≤ t}].</summary>
    /// <param name="boundaries">Strictly ascending steps, at least one; the next value is in force from the boundary on.</param>
    /// <param name="values">One rate more than there are boundaries, each at least 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentException">The lists do not fit together, or an argument is out of its range.</exception>
    /// <remarks>
    /// Ours: <see cref="Schedule.Piecewise"/>. Paddle neither checks the order of the boundaries nor that there are no more values than it uses; both
    /// are slips and are refused here.
    /// </remarks>
    [Catalogue("values[#{boundaries ≤ t}]", "paddle:PiecewiseDecay(boundaries=[4, 8, 16], values=[0.1, 0.2, 0.3, 0.4])")]
    public static Schedule PiecewiseDecay(IReadOnlyList<long> boundaries, IReadOnlyList<double> values, long lastEpoch = -1)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (Guard.Ascending(boundaries, repeats: false, nameof(boundaries)).Count == 0)
            throw new ArgumentException("boundaries is empty: for a single rate use Schedule.Constant.", nameof(boundaries));
        if (values.Count != boundaries.Count + 1)
            throw new ArgumentException($"There must be one value more than boundaries, but there are {values.Count} values and {boundaries.Count} boundaries.", nameof(values));
        return Resumed(Schedule.Piecewise(values, boundaries), lastEpoch);
    }
}
