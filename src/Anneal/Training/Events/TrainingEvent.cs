using System.Collections;

namespace Anneal.Training.Events;

/// <summary>Something that happened in a run: an id and a name that stay, a level, a message template and its values.</summary>
/// <remarks>
/// As a list it is the values by name, and last the template as <c>{OriginalFormat}</c>: what loggers of Microsoft.Extensions.Logging take for structured values. So one line passes it on.
/// </remarks>
/// <example><code>new TrainingEvents(e =&gt; logger.Log((LogLevel)e.Level, new EventId(e.Id, e.Name), e, null, (it, _) =&gt; it.ToString()))</code></example>
public sealed class TrainingEvent : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly EventTemplate _template;
    private readonly object?[] _arguments;

    internal TrainingEvent(TrainingEventKind kind, EventTemplate template, params object?[] arguments)
        => (Kind, _template, _arguments) = (kind, template, arguments);

    /// <summary>What happened.</summary>
    public TrainingEventKind Kind { get; }

    /// <summary>Its number, the same in every version.</summary>
    public int Id => (int)Kind;

    /// <summary>Its name: that of <see cref="Kind"/>.</summary>
    public string Name => Kind.ToString();

    /// <summary>How much it matters; numbered as <c>LogLevel</c> is.</summary>
    public TrainingEventLevel Level => TrainingEvents.LevelOf(Kind);

    /// <summary>The message with names where values belong: <c>Epoch {Epoch} of {Epochs}: …</c>. The same for all events of a kind in a run.</summary>
    public string Template => _template.Text;

    /// <summary>The values in the order of the template: whole numbers as int or long, others as double, words as string; null where nothing was measured.</summary>
    public object?[] Arguments => [.. _arguments];

    /// <summary>The values, and the template behind them.</summary>
    public int Count => _arguments.Length + 1;

    /// <summary>A value with its name; the last is the template.</summary>
    /// <param name="index">From 0.</param>
    public KeyValuePair<string, object?> this[int index]
        => index == _arguments.Length ? new("{OriginalFormat}", Template) : new(_template.Names[index], _arguments[index]);

    /// <summary>A value.</summary>
    /// <param name="name">Its name in the template.</param>
    /// <exception cref="KeyNotFoundException">The event has no such value.</exception>
    public object? this[string name]
        => Array.IndexOf(_template.Names, name) is >= 0 and int at ? _arguments[at] : throw new KeyNotFoundException($"The event has no value '{name}'; it has {string.Join(", ", _template.Names)}.");

    /// <summary>Values by name, then the template.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The message with its values, six digits of each.</summary>
    public override string ToString() => _template.Fill(_arguments);
}

/// <summary>What can happen in a run. The numbers are the ids of events.</summary>
public enum TrainingEventKind
{
    /// <summary>A run begins at its first step.</summary>
    RunBegan = 1,

    /// <summary>A run goes on where it stood.</summary>
    RunResumed = 2,

    /// <summary>A step is over.</summary>
    StepMade = 10,

    /// <summary>The norm of the gradients was above the limit.</summary>
    GradientsClipped = 11,

    /// <summary>The guard skipped, shrank or rolled back.</summary>
    GuardActed = 12,

    /// <summary>An epoch and its validation are over.</summary>
    EpochEnded = 20,

    /// <summary>The plateau controller reduced the rates.</summary>
    RateReduced = 21,

    /// <summary>A checkpoint was written.</summary>
    CheckpointSaved = 30,

    /// <summary>A checkpoint was taken over.</summary>
    CheckpointRestored = 31,

    /// <summary>All epochs are over.</summary>
    RunFinished = 40,

    /// <summary>Early stopping ended the run.</summary>
    RunStoppedEarly = 41,

    /// <summary>The caller left the loop or cancelled.</summary>
    RunInterrupted = 42,

    /// <summary>The loss was no number; the event names the operation that made none.</summary>
    RunDiverged = 43,

    /// <summary>An exception ended the run.</summary>
    RunFailed = 44,
}

/// <summary>How much an event matters. The numbers are those of <c>Microsoft.Extensions.Logging.LogLevel</c>: a cast converts.</summary>
public enum TrainingEventLevel
{
    /// <summary>Each step.</summary>
    Trace = 0,

    /// <summary>What happens at many steps of a healthy run.</summary>
    Debug = 1,

    /// <summary>How a run goes.</summary>
    Information = 2,

    /// <summary>What kept an update from happening as it was asked for.</summary>
    Warning = 3,

    /// <summary>What ended a run.</summary>
    Error = 4,
}
