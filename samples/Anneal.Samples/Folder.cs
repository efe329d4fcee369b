namespace Anneal.Samples;

/// <summary>A folder for the files of a sample, gone when it is over.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("anneal").FullName;

    public string Place(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
