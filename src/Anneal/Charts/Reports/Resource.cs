using System.Reflection;

namespace Anneal.Charts.Reports;

/// <summary>The files of the page that lie in the assembly.</summary>
internal static class Resource
{
    /// <summary>A style sheet or script without indentation and without the lines that are comments, a quarter of its bytes.</summary>
    /// <remarks>No string in them goes over several lines, and every statement ends with its line.</remarks>
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no {name}; it is an EmbeddedResource of Anneal.csproj.");
        using StreamReader reader = new(stream);
        IEnumerable<string> lines = reader.ReadToEnd().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());
        return string.Join('\n', lines.Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal) && !line.StartsWith("/**", StringComparison.Ordinal)));
    }
}
