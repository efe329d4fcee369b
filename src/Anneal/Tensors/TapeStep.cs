namespace Anneal.Tensors;

/// <summary>An open step of a <see cref="Tape"/>; leaving the scope ends it and takes its memory back.</summary>
public readonly ref struct TapeStep
{
    private readonly Tape? _tape;

    internal TapeStep(Tape tape) => _tape = tape;

    /// <summary>Ends the step: its tensors can no longer be read.</summary>
    public void Dispose() => _tape?.End();
}
