using Anneal.Data;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training.Diagnoses;

namespace Anneal.Training.RateFinding;

/// <summary>The learning-rate range test: a rate that rises from update to update, and the loss that answers.</summary>
/// <remarks>Smith 2015 and 2017. Whatever a sweep changes is put back to the last bit, also when it is cancelled or fails: weights, buffers, the optimizer's state and step, rules, gradients; the trainer's place, history, average, controllers and listeners are not touched.</remarks>
public static class RateFinder
{
    /// <summary>Sweeps with several seeds, each with a trainer of its own.</summary>
    /// <param name="fresh">Makes a trainer and its batches for a seed, with the schedule it is given as the learning rate: parameters that were made with it follow the sweep, all others keep their rates. With <see cref="RateSweep.Group"/> the schedule is not followed.</param>
    /// <param name="sweep">How; null is the usual way.</param>
    /// <param name="atATime">How many sweeps run at a time, each on a thread of its own; default 1. Results do not depend on it.</param>
    /// <param name="progress">Hears of each rate that was tried, on the threads that try.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A rate and an interval, or why there is none.</returns>
    /// <exception cref="ArgumentException">The sweep goes downwards, or there is no such group.</exception>
    /// <exception cref="ArithmeticException">The loss is no number before anything was tried.</exception>
    public static RateFinding Find(Func<int, Schedule, (Trainer Trainer, BatchLoader Training)> fresh, RateSweep? sweep = null, int atATime = 1, IProgress<RateProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        ArgumentOutOfRangeException.ThrowIfLessThan(atATime, 1);
        RateSweep how = sweep ?? new();
        how.Check();
        RateCurve[] curves = new RateCurve[how.Seeds];
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Min(atATime, how.Seeds), CancellationToken = cancellation };
        if (options.MaxDegreeOfParallelism == 1)
        {
            for (int i = 0; i < curves.Length; i++)
                curves[i] = One(i, cancellation);
        }
        else
        {
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            options.CancellationToken = stop.Token;
            Exception? failed = null;
            try
            {
                Parallel.For(0, curves.Length, options, i =>
                {
                    try
                    {
                        curves[i] = One(i, stop.Token);
                    }
                    catch (Exception exception)
                    {
                        // One that fails ends all; its own reason is what the caller hears, not that the others were ended.
                        Interlocked.CompareExchange(ref failed, exception, null);
                        stop.Cancel();
                    }
                });
            }
            catch (OperationCanceledException) when (failed is not null)
            {
            }

            if (failed is not null)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failed);
        }

        return RateFinding.Of(curves, how);

        RateCurve One(int place, CancellationToken token)
        {
            int seed = how.FirstSeed + place;
            SweptRate rate = new() { Now = how.RateAt(0) };
            (Trainer trainer, BatchLoader training) = fresh(seed, rate.Schedule);
            return Sweep(trainer, training, how, rate, seed, 0, Guess(trainer, training), progress, token);
        }
    }

    /// <summary>Sweeps over a trainer as it stands, and leaves it so: from its present weights, with the batches that would come next, or with those of later epochs for further seeds.</summary>
    /// <param name="trainer">A trainer between two steps.</param>
    /// <param name="training">The batches it learns from.</param>
    /// <param name="sweep">How; null is the usual way. Batches that are not shuffled are swept once, whatever it says of seeds.</param>
    /// <param name="progress">Hears of each rate that was tried.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>A rate and an interval, or why there is none.</returns>
    /// <remarks>Without <see cref="RateSweep.Group"/> all groups are swept; one whose rate is now a tenth of the last group's (<c>rest</c>) is swept at a tenth, too. A guard is taken off meanwhile.</remarks>
    /// <exception cref="ArgumentException">The sweep goes downwards, there is no such group, or a rate of 0 now says nothing about the groups' proportions.</exception>
    /// <exception cref="InvalidOperationException">A step is not over or has failed, or the network holds weights to evaluate with.</exception>
    /// <exception cref="ArithmeticException">The loss is no number before anything was tried.</exception>
    public static RateFinding FindRate(this Trainer trainer, BatchLoader training, RateSweep? sweep = null, IProgress<RateProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(training);
        RateSweep how = sweep ?? new();
        how.Check();
        double? guess = Guess(trainer, training);
        RateCurve[] curves = new RateCurve[training.Shuffle is null ? 1 : how.Seeds];
        for (int i = 0; i < curves.Length; i++)
        {
            SweptRate rate = new() { Now = how.RateAt(0) };
            curves[i] = Sweep(trainer, training, how, rate, how.FirstSeed + i, i, guess, progress, cancellation, everyGroup: true);
        }

        return RateFinding.Of(curves, how);
    }

    private static RateCurve Sweep(Trainer trainer, BatchLoader training, RateSweep sweep, SweptRate rate, int seed, int skipped, double? guess, IProgress<RateProgress>? progress, CancellationToken cancellation, bool everyGroup = false)
    {
        IReadOnlyList<(ParameterGroup Group, UpdateRule Rule)> follow = SweptGroups.Of(trainer.Optimizer, sweep.Group, rate, everyGroup);
        return new SweepPass(trainer, training, sweep, rate, guess) { Follow = follow }.Run(seed, skipped, progress, cancellation);
    }

    // What guessing gets is known for the usual losses alone.
    private static double? Guess(Trainer trainer, BatchLoader training)
        => trainer.Loss is null || trainer.Loss == Losses.For(training.Data) ? Chance.Of(training.Data).Loss : null;
}
