using System.Text.RegularExpressions;

namespace Anneal.Samples;

/// <summary>Stands for <see cref="System.Console"/> in samples that need more of it than a writer, and prints what took so many seconds as 0.0 s: that differs from run to run.</summary>
internal sealed partial class Printed(TextWriter output) : IDisposable
{
    public StringWriter Out { get; } = new();

    public bool IsOutputRedirected { get; } = true;

    public void WriteLine(object? line) => Out.WriteLine(line);

    public void Dispose() => output.Write(Seconds().Replace(Out.ToString(), "0.0 s"));

    [GeneratedRegex(@"\d+\.\d s\b")]
    private static partial Regex Seconds();
}
