using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Anneal.Samples;

/// <summary>A provider of loggers that write lines at once, as level, category, id and message.</summary>
internal sealed class WriterLogs(TextWriter output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(output, categoryName);

    public void Dispose() => output.Flush();

    private sealed class Lines(TextWriter output, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{logLevel}: {category}[{eventId.Id}] {formatter(state, exception)}"));
    }
}
