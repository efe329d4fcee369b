namespace Anneal.Tests.Golden;

/// <summary>Where the traces lie: the project's own, or the folder that ANNEAL_GOLDEN names.</summary>
internal static class GoldenFolder
{
    public static string Own => Path.Combine(AppContext.BaseDirectory, "Golden");

    // Relative to where the command was given: the test runner moves to its own folder.
    public static string Chosen => Environment.GetEnvironmentVariable("ANNEAL_GOLDEN") is { Length: > 0 } folder
        ? Path.GetFullPath(folder, Environment.GetEnvironmentVariable("PWD") ?? Environment.CurrentDirectory)
        : Own;

    /// <summary>Every trace below a folder, as paths relative to it.</summary>
    public static IEnumerable<string> Files(string folder)
        => Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)
            : throw new DirectoryNotFoundException($"There is no folder of golden traces at {folder}: set ANNEAL_GOLDEN to one laid out with schedules/, optimizers/ and so on.");
}
