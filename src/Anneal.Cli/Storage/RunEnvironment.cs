using System.Runtime.InteropServices;

namespace Anneal.Cli.Storage;

/// <summary>Where a run trained.</summary>
internal sealed record RunEnvironment
{
    public required string Tool { get; init; }

    public required string Framework { get; init; }

    public required string System { get; init; }

    public required int Processors { get; init; }

    /// <summary>What was typed, secrets aside.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The commit that the current folder's repository stood at; null where it is in none.</summary>
    public string? Commit { get; init; }

    /// <summary>The environment of this process.</summary>
    public static RunEnvironment OfThisProcess() => new()
    {
        Tool = $"anneal {App.Version}",
        Framework = RuntimeInformation.FrameworkDescription,
        System = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
        Processors = Environment.ProcessorCount,
        CommandLine = Written(["anneal", .. Environment.GetCommandLineArgs().Skip(1)]),
        Commit = GitCommit.Of(Environment.CurrentDirectory),
    };

    /// <summary>A command line as a shell reads it, without passwords in addresses and without the values of options that are called after secrets.</summary>
    internal static string Written(IReadOnlyList<string> words)
    {
        List<string> shown = [];
        bool secret = false;
        foreach (string word in words)
        {
            int equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
            bool names = word.StartsWith("--", StringComparison.Ordinal) && _secrets.Any(name => word.Split('=')[0].Contains(name, StringComparison.OrdinalIgnoreCase));
            shown.Add(Quoted(secret ? "***" : names && equals >= 0 ? $"{word[..equals]}=***" : WithoutPassword(word)));
            secret = names && equals < 0;
        }

        return string.Join(' ', shown);
    }

    private static readonly string[] _secrets = ["key", "token", "secret", "password", "credential"];

    private static string WithoutPassword(string word)
        => global::System.Text.RegularExpressions.Regex.Replace(word, "(://)[^/@\\s]+@", "$1***@", global::System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private static string Quoted(string word)
        => word.Length > 0 && word.All(letter => char.IsLetterOrDigit(letter) || "-_=./:,+%@*~".Contains(letter, StringComparison.Ordinal)) ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
