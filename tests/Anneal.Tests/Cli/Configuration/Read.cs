using Anneal.Cli;
using Anneal.Cli.Configuration;
using Anneal.Cli.Plans;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Configuration;

/// <summary>Reads configurations that stand in a test.</summary>
internal static class Read
{
    /// <summary>A small table, and a target that follows from it.</summary>
    public static string Table { get; } = "a,b,y\n" + string.Concat(Enumerable.Range(0, 100).Select(i => FormattableString.Invariant($"{i % 10},{i / 10},{(i % 10) + (2 * (i / 10))}\n")));

    public static TrainingFile File(string text, params string[] sets)
    {
        using TemporaryFolder folder = new();
        return TrainingFile.Read(folder.Write("config.yaml", text), [.. sets.Select(Set.Parse)]);
    }

    public static Plan Plan(string text, params string[] sets) => File(text, sets).Plan;

    /// <summary>The message of what is refused, without the folder in front of the file's name.</summary>
    public static string Refused(string text, params string[] sets)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("config.yaml", text);
        string message = Assert.Throws<UserError>(() => TrainingFile.Read(path, [.. sets.Select(Set.Parse)])).Message;
        return message.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
