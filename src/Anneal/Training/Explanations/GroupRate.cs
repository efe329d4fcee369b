using Anneal.Optimizers;
using Anneal.Schedules;

namespace Anneal.Training.Explanations;

/// <summary>The rate of one group of parameters at a step.</summary>
/// <param name="Name">The group; <c>rest</c> is the last.</param>
/// <param name="Rate">What multiplies its update: the schedule's value times the scale.</param>
/// <param name="Share">Its rate as a part of the rest's; null for the rest, and where the rest's is 0.</param>
/// <param name="Schedule">Why its schedule has its value: piece by piece.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="Weights">How many weights these have.</param>
/// <param name="FrozenUntil">Updates before which it does not learn; 0 when it always does.</param>
/// <param name="IsFrozen">Whether it does not learn at the step.</param>
public sealed record GroupRate(string Name, double Rate, double? Share, Explanation Schedule, int Parameters, long Weights, long FrozenUntil, bool IsFrozen)
{
    internal static GroupRate Of(ParameterGroup group, ParameterGroup rest, long step, double scale)
    {
        Explanation schedule = group.Rule.LearningRate.Explain(step);
        double ofRest = rest.Rule.LearningRate.At(step);
        IReadOnlyList<Parameters.Parameter> members = group.Parameters;
        return new(
            group.Name, schedule.Value * scale, group == rest || ofRest == 0 ? null : schedule.Value / ofRest, schedule,
            members.Count, members.Sum(parameter => (long)parameter.Length), group.FrozenUntil, step < group.FrozenUntil);
    }
}
