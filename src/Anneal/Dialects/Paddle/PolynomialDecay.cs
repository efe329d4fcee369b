using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>end_lr + (learning_rate − end_lr)·(1 − t/decay_steps)^power; holds end_lr afterwards, or with cycle swings on.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="decaySteps">Steps until <paramref name="endLr"/>, above 0.</param>
    /// <param name="endLr">The last rate, at least 0, also above the first; default 0.0001.</param>
    /// <param name="power">Above 0; default 1.</param>
    /// <param name="cycle">Whether decay_steps grows by itself each time it is reached; default false.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>
    /// Ours: <see cref="Schedule.Polynomial"/>. Surprise with cycle: the rate never comes back to where it started, since the next decay is the same
    /// curve over a longer time, entered in its middle: after n times decay_steps it jumps to (learning_rate − end_lr)·(1/(n + 1))^power above end_lr.
    /// Ours for restarts from the top: <c>Polynomial(…).Repeat()</c>.
    /// </remarks>
    [Catalogue("end_lr + (learning_rate − end_lr)·(1 − t/decay_steps)^power", "paddle:PolynomialDecay(learning_rate=0.5, decay_steps=20, end_lr=0.01, power=2, cycle=true)")]
    public static Schedule PolynomialDecay(double learningRate, long decaySteps, double endLr = 0.0001, double power = 1, bool cycle = false, long lastEpoch = -1)
    {
        Guard.Rate(learningRate);
        Guard.PositiveSteps(decaySteps);
        Guard.Rate(endLr);
        Guard.Positive(power);
        return Resumed(
            cycle ? new PolynomialCycles(learningRate, decaySteps, endLr, power) : Schedule.Polynomial(learningRate, endLr, decaySteps, power),
            lastEpoch);
    }

    private sealed record PolynomialCycles(double LearningRate, long DecaySteps, double EndLr, double Power) : Schedule
    {
        internal override Call Form => Calling(nameof(PolynomialDecay))
            .With("learning_rate", LearningRate).With("decay_steps", DecaySteps).Unless("end_lr", EndLr, 0.0001).Unless("power", Power, 1).With("cycle", true);

        internal override double Value(long step) => Value((double)step);

        internal override double Value(double step)
        {
            double over = DecaySteps * Math.Max(1, Math.Ceiling(step / DecaySteps));
            return EndLr + ((LearningRate - EndLr) * Math.Pow(1 - (step / over), Power));
        }
    }
}
