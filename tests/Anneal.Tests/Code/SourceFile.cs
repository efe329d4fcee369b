namespace Anneal.Tests.Code;

/// <summary>A file of ours as the tests about the code read it.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>The lines that are not comments.</summary>
    public IEnumerable<string> Code => Lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    /// <summary>The folders between the project and the file.</summary>
    public string[] FoldersBelow(string project) => Path[(project.Length + 1)..].Split('/')[..^1];

    public override string ToString() => Path;

    /// <summary>Every C# file below a folder of the repository, by its path from the root, with slashes.</summary>
    public static IEnumerable<SourceFile> Below(string folder)
        => Directory.EnumerateFiles(System.IO.Path.Combine(Expected.Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Expected.Root, file).Replace('\\', '/'))
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllLines(System.IO.Path.Combine(Expected.Root, path))));
}
