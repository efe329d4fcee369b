using System.Runtime.InteropServices;

namespace Anneal.Cli.Terminal;

/// <summary>Turns the first Ctrl-C, or a polite request to end, into a cancellation; a second one ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>What a shell reports for a process that Ctrl-C ended.</summary>
    public const int ExitCode = 130;

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Heard);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Heard);
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Heard(PosixSignalContext context)
    {
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
