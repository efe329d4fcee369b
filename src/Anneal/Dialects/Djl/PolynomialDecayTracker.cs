using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Djl
{
    /// <summary>A power of what is left, from base to end, which then holds.</summary>
    /// <param name="baseValue">Value at 0, at least 0.</param>
    /// <param name="endLearningRate">The last value, at least 0.</param>
    /// <param name="decaySteps">Updates until the last value, at least 1.</param>
    /// <param name="power">Above 0; default 1, a straight line.</param>
    /// <remarks>DJL: <c>PolynomialDecayTracker</c>; like there, neither the end nor the steps have a default.</remarks>
    [Catalogue("end + (base − end)·(1 − p)^power", "djl:PolynomialDecayTracker(baseValue=0.5, endLearningRate=0.01, decaySteps=20, power=2)")]
    public static Schedule PolynomialDecayTracker(double baseValue, double endLearningRate, long decaySteps, double power = 1)
        => Schedule.Polynomial(Guard.Rate(baseValue), Guard.Rate(endLearningRate), Guard.PositiveSteps(decaySteps), power);
}
