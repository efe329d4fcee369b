namespace Anneal.Training;

/// <summary>What one update of the weights brought.</summary>
/// <param name="Step">Updates made so far, this one included.</param>
/// <param name="Epoch">The epoch it belongs to, from 1.</param>
/// <param name="Batch">The batch of the epoch that completed it, from 1.</param>
/// <param name="Loss">The mean loss over its examples, before the update; not finite where the run has diverged.</param>
/// <param name="LearningRate">The rate that the update used, controllers included; of the last group where there are several.</param>
/// <param name="Examples">How many examples went into it.</param>
/// <param name="Updated">Whether the weights changed: false when a guard skipped the update, or the loss was no number.</param>
/// <param name="GradientNorm">The global norm of the gradients before clipping; null when nothing measured it.</param>
/// <param name="Finished">What the epoch measured, with the last step of each epoch; null before.</param>
public readonly record struct StepReport(long Step, int Epoch, int Batch, double Loss, double LearningRate, int Examples, bool Updated, double? GradientNorm = null, EpochRecord? Finished = null);
