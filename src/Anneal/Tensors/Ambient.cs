namespace Anneal.Tensors;

/// <summary>What holds for the code that runs on this thread right now: the tape, whether gradients are wanted, how many threads may help.</summary>
internal sealed class Ambient
{
    [ThreadStatic]
    private static Ambient? _current;

    /// <summary>This thread's.</summary>
    public static Ambient Current => _current ??= new();

    /// <summary>The tape whose step is open; null outside of steps.</summary>
    public Tape? Tape { get; set; }

    /// <summary>How many <see cref="NoGradient"/> scopes are open.</summary>
    public int WithoutGradient { get; set; }

    /// <summary>How many threads a kernel may use.</summary>
    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>Rises with every operation, so that later ones can be told from earlier ones.</summary>
    public long Order { get; set; }
}
