using System.Reflection;

namespace Anneal.Charts.Reports;

/// <summary>The files of the page that lie in the assembly.</summary>
internal static class Resource
{
    public static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no {name}; it is an EmbeddedResource of Anneal.csproj.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n").TrimEnd('\n');
    }
}
