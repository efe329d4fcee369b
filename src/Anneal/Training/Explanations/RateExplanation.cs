using Anneal.Optimizers;

namespace Anneal.Training.Explanations;

/// <summary>Why the rate at a step is what it is: for each group the piece of its schedule, then the plateau, clipping and the guard, which change how far an update goes.</summary>
/// <param name="Step">Updates made before it, from 0.</param>
/// <param name="IsAhead">Whether it is still to be made.</param>
/// <param name="Epoch">The epoch it belongs to, from 1; null where nobody knows.</param>
/// <param name="Groups">The groups in the order of the optimizer; the last is the rest.</param>
/// <param name="Scale">The factor on all rates.</param>
/// <param name="Plateau">Where the plateau controller stands; null without one.</param>
/// <param name="ClipNorm">The largest norm of all gradients; null where they are not clipped by norm.</param>
/// <param name="ClipValue">The largest size of a single gradient; null where there is none.</param>
/// <param name="GradientNorm">The norm before clipping, of the step or of the one before; null where it was not recorded.</param>
/// <param name="Guard">What the guard did, at the step or at the one before; null where nobody knows.</param>
/// <param name="Recorded">The rate that the run recorded; null where it did not.</param>
public sealed record RateExplanation(
    long Step, bool IsAhead, int? Epoch, IReadOnlyList<GroupRate> Groups, double Scale, PlateauReason? Plateau, double? ClipNorm, double? ClipValue, double? GradientNorm, GuardAct? Guard, double? Recorded)
{
    // A rate that was written down and read again may lack its last digits.
    private const double Same = 1e-6;

    /// <summary>The rate of the last group, as reports and histories have it.</summary>
    public double Rate => Groups[^1].Rate;

    /// <summary>What gradients were multiplied by; 1 where they were within the limit, null where nobody knows.</summary>
    public double? ClipFactor => ClipNorm is double limit && GradientNorm is double norm ? (norm > limit ? limit / norm : 1) : null;

    /// <summary>Whether the recorded rate is the explained one; true where none was recorded.</summary>
    public bool Agrees => Recorded is not double used || Math.Abs(used - Rate) <= Same * Math.Abs(Rate);

    /// <summary>Explains the rates of an optimizer at a step, past or to come.</summary>
    /// <param name="optimizer">Its groups and rules; how far it is does not matter.</param>
    /// <param name="step">Updates made before, from 0: 0 is the first update.</param>
    /// <param name="record">What is known of the run besides; null, the default, is nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative, or beyond the end of a strict schedule.</exception>
    public static RateExplanation At(Optimizer optimizer, long step, RateRecord? record = null)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        record ??= new();
        PlateauReason? plateau = record.Plateau is null ? null : PlateauReason.At(record.Plateau, record, step);
        double scale = record.RateScale ?? plateau?.Scale ?? 1;
        ParameterGroup rest = optimizer.Groups[^1];
        int over = record.Epochs.TakeWhile(epoch => epoch.Step <= step).Count();
        return new(
            step, record.IsAhead, record.Epochs.Count > 0 ? over + 1 : null, [.. optimizer.Groups.Select(group => GroupRate.Of(group, rest, step, scale))], scale, plateau,
            record.ClipNorm, record.ClipValue, record.GradientNorm, record.Guard, record.LearningRate);
    }

    /// <summary>All of it as text for people, a paragraph for each part.</summary>
    public override string ToString() => new RateText(this).ToString();
}

/// <summary>Asks a trainer why its rate is what it is.</summary>
public static class TrainerRates
{
    /// <summary>Explains the rates of a trainer at a step from what it is set to and what its <see cref="Trainer.History"/> recorded.</summary>
    /// <param name="trainer">The trainer, at any place of a run.</param>
    /// <param name="step">Updates made before, from 0; null, the default, is the next update.</param>
    /// <returns>
    /// Of a step in the past the plateau's state is worked out from the epochs before it. The norm of the gradients and what the guard did are known of the last step alone.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative, or beyond the end of a strict schedule.</exception>
    public static RateExplanation ExplainRate(this Trainer trainer, long? step = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        long made = trainer.Optimizer.Step, at = step ?? made;
        bool ahead = at >= made, latest = at == made || (at == made - 1 && trainer.Last is { Updated: true });
        IReadOnlyList<double> rates = trainer.History.Rates;
        return RateExplanation.At(trainer.Optimizer, at, new()
        {
            Epochs = trainer.History.Epochs,
            Plateau = trainer.Plateau,
            PlateauMetric = trainer.PlateauMetric,
            PlateauMemory = ahead ? trainer.Plateau?.Memory : null,
            RateScale = ahead || trainer.Plateau is null ? trainer.Optimizer.RateScale : null,
            // A guard that skipped steps leaves more records than updates, and nobody knows which is which.
            LearningRate = !ahead && rates.Count == made && at >= 0 ? rates[(int)at] : null,
            ClipNorm = trainer.ClipNorm,
            ClipValue = trainer.ClipValue,
            GradientNorm = latest ? trainer.Last?.GradientNorm : null,
            Guard = latest && trainer.Last is not null && trainer.Optimizer.Guard is StepGuard guard ? new(guard.Last, guard.Norm, ahead ? guard.Limit : null) : null,
            IsAhead = ahead,
        });
    }
}
