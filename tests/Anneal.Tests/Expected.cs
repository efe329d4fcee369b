namespace Anneal.Tests;

/// <summary>Files of the repository that a test works out anew: ACCEPT=1 writes them, CI refuses to.</summary>
internal static class Expected
{
    /// <summary>Whether expected files are to be written instead of compared.</summary>
    public static bool Accepting
        => Environment.GetEnvironmentVariable("ACCEPT") != "1" ? false
            : Environment.GetEnvironmentVariable("CI") != "true" ? true
            : throw new InvalidOperationException("CI compares expected files and never writes them: run ACCEPT=1 ./check on your own machine and commit the result.");

    /// <summary>The repository's root, found from where the tests were built.</summary>
    public static string Root { get; } = FindRoot();

    public static string Read(string path)
    {
        string file = Path.Combine(Root, path);
        return File.Exists(file) ? File.ReadAllText(file) : "";
    }

    public static void Write(string path, string text)
    {
        string file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>Fails when the file does not hold this text; writes it when accepting.</summary>
    public static void Matches(string path, string actual)
    {
        if (Accepting)
            Write(path, actual);
        Assert.True(Read(path) == actual, $"{path} is stale: look at the change and accept it with ACCEPT=1 ./check. {FirstDifference(Read(path), actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] left = expected.Split('\n');
        string[] right = actual.Split('\n');
        int line = left.Zip(right).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"Line {line + 1}: '{left.ElementAtOrDefault(line)}' should be '{right.ElementAtOrDefault(line)}'.";
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Anneal.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No Anneal.slnx above {AppContext.BaseDirectory}: run the tests inside the repository.");
    }
}
