namespace Anneal.Cli.Storage;

/// <summary>A store that cannot be read or written; the message says why, and what to do.</summary>
internal sealed class StoreException(string message, bool passing = false) : IOException(message)
{
    /// <summary>Whether it may be well in a moment: somebody else was writing, and nothing was changed.</summary>
    public bool Passing => passing;
}
