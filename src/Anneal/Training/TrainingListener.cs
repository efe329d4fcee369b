using Anneal.Data;

namespace Anneal.Training;

/// <summary>Hears what happens in a run; it watches and does not steer. Methods are called on the thread that trains, in the order of the listeners.</summary>
/// <remarks>An exception of a listener ends the run and reaches the caller.</remarks>
public abstract class TrainingListener
{
    /// <summary>A run begins, or goes on.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="plan">How long it is meant to be.</param>
    public virtual void Began(Trainer trainer, TrainingPlan plan)
    {
    }

    /// <summary>The gradients of an update are there, clipped; the weights are still those before it.</summary>
    /// <param name="trainer">Who trains.</param>
    public virtual void Updating(Trainer trainer)
    {
    }

    /// <summary>A step is over.</summary>
    /// <param name="step">What it brought; at the end of an epoch with the epoch's record.</param>
    public virtual void Stepped(in StepReport step)
    {
    }

    /// <summary>A batch of a validation is over.</summary>
    /// <param name="batch">Its number, from 1.</param>
    /// <param name="batches">How many there are.</param>
    public virtual void Validated(int batch, int batches)
    {
    }

    /// <summary>An epoch and its validation are over; the weights are those of training.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="epoch">What it measured.</param>
    public virtual void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
    }

    /// <summary>A checkpoint was written, whole.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="path">The file.</param>
    public virtual void Saved(Trainer trainer, string path)
    {
    }

    /// <summary>A checkpoint was taken over: the trainer stands where it was written.</summary>
    /// <param name="trainer">Who trains.</param>
    /// <param name="path">The file.</param>
    public virtual void Restored(Trainer trainer, string path)
    {
    }

    /// <summary>The run is over.</summary>
    /// <param name="trainer">Who trained.</param>
    /// <param name="end">Why.</param>
    public virtual void Ended(Trainer trainer, TrainingEnd end)
    {
    }
}

/// <summary>How long a run is meant to be.</summary>
/// <param name="Epochs">The number of the last epoch.</param>
/// <param name="Batches">Training batches of an epoch.</param>
/// <param name="StepsPerEpoch">Updates of an epoch.</param>
/// <param name="Examples">Training examples of an epoch.</param>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What is judged by; null where nothing is.</param>
public sealed record TrainingPlan(int Epochs, int Batches, int StepsPerEpoch, int Examples, BatchLoader Training, BatchLoader? Validation);

/// <summary>Why a run ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are over.</summary>
    Finished,

    /// <summary>Early stopping saw no more improvement.</summary>
    StoppedEarly,

    /// <summary>The loss was no longer a number.</summary>
    Diverged,

    /// <summary>The caller left the loop or cancelled; the run can go on from there.</summary>
    Interrupted,

    /// <summary>An exception.</summary>
    Failed,
}
