using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class Paddle
{
    /// <summary>learning_rate·f(t): the rate times your function of the step.</summary>
    /// <param name="learningRate">The rate that is multiplied, at least 0.</param>
    /// <param name="lrLambda">f, pure; its values are used as they are.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <param name="name">What the function is called in text and JSON.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Ours: <c>0.5 * Schedule.Function(f)</c>.</remarks>
    [Catalogue("learning_rate·f(t)", "")]
    public static Schedule LambdaDecay(double learningRate, Func<double, double> lrLambda, long lastEpoch = -1, string name = "f")
    {
        ArgumentNullException.ThrowIfNull(lrLambda);
        return Resumed(Guard.Rate(learningRate) * Schedule.Function(lrLambda, name), lastEpoch);
    }

    /// <summary>learning_rate·f(1)·f(2)·…·f(t): multiplied by your function at every step.</summary>
    /// <param name="learningRate">The first rate, at least 0.</param>
    /// <param name="lrLambda">f, pure; f(0) is never used.</param>
    /// <param name="lastEpoch">The last step of a run that is resumed; −1 for a new one.</param>
    /// <param name="name">What the function is called in text and JSON.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>Paddle multiplies all factors anew at every step; here the product is worked out once and remembered, with the same result.</remarks>
    [Catalogue("learning_rate·f(1)·…·f(t)", "")]
    public static Schedule MultiplicativeDecay(double learningRate, Func<double, double> lrLambda, long lastEpoch = -1, string name = "f")
    {
        ArgumentNullException.ThrowIfNull(lrLambda);
        Call written = Calling(nameof(MultiplicativeDecay)).With("learning_rate", Guard.Rate(learningRate)).With("lr_lambda", new Word(name));
        return Resumed(new Recurrence(written, learningRate, (rate, step) => rate * lrLambda(step)) { Lambda = lrLambda }, lastEpoch);
    }
}
