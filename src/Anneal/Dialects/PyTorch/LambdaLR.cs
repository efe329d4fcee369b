using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>
/// The schedulers of <c>torch.optim.lr_scheduler</c> and <c>swa_utils</c> under their own names, to the last digit, as schedules that can be asked for any step:
/// step t is the rate after t calls of <c>step()</c>.
/// </summary>
/// <remarks>
/// Pinned to traces of PyTorch 1.13 and 2.7, which agree on all of them. The newest source differs in one thing that is not followed here: a scheduler that is
/// resumed with <c>last_epoch</c> keeps the rate it finds for its first step instead of computing it (exponential, linear, polynomial, cosine,
/// multiplicative). A sequence inside a sequence does not shift here; 1.13 runs it one step ahead.
/// Each scheduler takes the optimizer's rate <c>lr</c>; give every parameter group its own.
/// </remarks>
[Dialect("pytorch", "PyTorch", SnakeCase = true)]
public static partial class PyTorch
{
    /// <summary>lr·f(t): the base rate times your function of the epoch.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="lrLambda">f, of the epoch; its values are used as they are.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <param name="name">What the function is called in text and JSON.</param>
    /// <remarks>In a chain it overwrites what the schedulers before it did.</remarks>
    [Catalogue("lr·f(t)", "")]
    public static Schedule LambdaLR(double lr, Func<double, double> lrLambda, long lastEpoch = -1, double? initialLr = null, string name = "f")
    {
        ArgumentNullException.ThrowIfNull(lrLambda);
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate => new TorchScheduler(
            TorchScheduler.Calling(nameof(LambdaLR)).With("lr", baseRate).With("lr_lambda", new Quoted(name)),
            baseRate * Schedule.Function(lrLambda, name),
            (_, epoch) => baseRate * lrLambda(epoch))
        { BaseRate = baseRate, Lambda = lrLambda });
    }

    /// <summary>rate(t) = rate(t − 1)·f(t) with rate(0) = lr: multiplied by your function at every step.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="lrLambda">f, of the epoch; f(0) is never used.</param>
    /// <param name="lastEpoch">The last epoch of a run that is resumed; −1 for a new one.</param>
    /// <param name="initialLr">The rate that a resumed run started from.</param>
    /// <param name="name">What the function is called in text and JSON.</param>
    /// <remarks>
    /// A product over all steps so far, worked out once and remembered. To keep its memory yourself and go on from any step without a replay, use
    /// <see cref="MultiplicativeRate"/>. In a sequence it goes on from the rate it finds, where the others start afresh.
    /// </remarks>
    [Catalogue("rate(t − 1)·f(t)", "")]
    public static Schedule MultiplicativeLR(double lr, Func<double, double> lrLambda, long lastEpoch = -1, double? initialLr = null, string name = "f")
    {
        ArgumentNullException.ThrowIfNull(lrLambda);
        double Next(double rate, long epoch) => epoch > 0 ? rate * lrLambda(epoch) : rate;
        return TorchScheduler.Attach(lr, lastEpoch, initialLr, baseRate =>
        {
            Call written = TorchScheduler.Calling(nameof(MultiplicativeLR)).With("lr", Guard.Rate(baseRate, nameof(lr))).With("lr_lambda", new Quoted(name));
            return new TorchScheduler(written, new Recurrence(written, baseRate, Next), Next) { BaseRate = baseRate, StartsAfresh = false, Lambda = lrLambda };
        });
    }
}
