using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>learning_rate·gamma^t.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="gamma">Between 0 and 1, neither of them.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.Exponential"/>, which may also grow.</remarks>
    [Catalogue("learning_rate·gamma^t", "paddle:ExponentialDecay(learning_rate=0.5, gamma=0.9)")]
    public static Schedule ExponentialDecay(double learningRate, double gamma, long lastEpoch = -1)
        => Resumed(Schedule.Exponential(Guard.Rate(learningRate), Guard.Positive(Shrinking(gamma), nameof(gamma))), lastEpoch);

    /// <summary>learning_rate·e^(−gamma·t).</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="gamma">Decay per step, above 0.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.NaturalExponential"/>.</remarks>
    [Catalogue("learning_rate·e^(−gamma·t)", "paddle:NaturalExpDecay(learning_rate=0.5, gamma=0.1)")]
    public static Schedule NaturalExpDecay(double learningRate, double gamma, long lastEpoch = -1)
        => Resumed(Schedule.NaturalExponential(Guard.Rate(learningRate), Guard.Positive(gamma)), lastEpoch);

    /// <summary>learning_rate / (1 + gamma·t).</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="gamma">Decay per step, at least 0; Paddle lets a negative one divide by zero on its way.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Ours: <see cref="Schedule.InverseTime"/>.</remarks>
    [Catalogue("learning_rate/(1 + gamma·t)", "paddle:InverseTimeDecay(learning_rate=0.5, gamma=0.1)")]
    public static Schedule InverseTimeDecay(double learningRate, double gamma, long lastEpoch = -1)
        => Resumed(Schedule.InverseTime(Guard.Rate(learningRate), Guard.Rate(gamma)), lastEpoch);
}
