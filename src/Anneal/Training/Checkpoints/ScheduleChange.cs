namespace Anneal.Training.Checkpoints;

/// <summary>What to do when a schedule, another hyper-parameter or a setting of the trainer is not what it was when the checkpoint was written.</summary>
public enum ScheduleChange
{
    /// <summary>Refuses, and shows both.</summary>
    Refuse,

    /// <summary>Goes on with the rules of the checkpoint, read from their text; the trainer's own settings must be the same.</summary>
    Keep,

    /// <summary>Goes on with the new ones as they stand: a new schedule is asked from the step that the run has reached.</summary>
    Take,
}
