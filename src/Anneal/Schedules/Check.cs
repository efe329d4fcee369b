using Anneal.Schedules.Lint;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>What is probably wrong with this schedule as the learning rate of a run; empty when nothing is.</summary>
    /// <param name="run">The run it is meant for. Give it in epochs, so that mix-ups of epochs and steps show.</param>
    /// <returns>The findings, worst first, then by step. Each says what happens and which change would help.</returns>
    /// <remarks>
    /// Looks at the places where the shape changes and at some thousand steps in between, so a run of 10^9 steps costs no more than one
    /// of 10^4. A function of your own that misbehaves at single steps can escape it.
    /// </remarks>
    public IReadOnlyList<Finding> Check(RunLength run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Subject subject = new(this, run);
        return [.. LintRule.All
            .SelectMany(rule => rule.Apply(subject))
            .OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Step)];
    }
}
