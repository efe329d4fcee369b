namespace Anneal.Data;

/// <summary>A published collection of data: what it is called, and where it comes from.</summary>
public sealed class KnownData
{
    internal KnownData(string name, string folder)
    {
        (Name, Folder) = (name, folder);
    }

    /// <summary>All that are known here.</summary>
    public static IReadOnlyList<KnownData> All => [FashionMnist.Source, Mnist.Source, Cifar10.Source, Cifar100.Source];

    /// <summary>What people call it: <c>Fashion-MNIST</c>.</summary>
    public string Name { get; }

    /// <summary>What its folder is called, and so its name where letters are small: <c>fashion-mnist</c>.</summary>
    public string Folder { get; }

    /// <summary>What there is to download.</summary>
    public IReadOnlyList<DataFile> Downloads { get; internal init; } = [];

    /// <summary>The Debian package that installs it; null when there is none.</summary>
    public string? Package { get; internal init; }

    /// <summary>The files that make it up; each may have <c>.gz</c> behind its name.</summary>
    internal IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Where others put the files below a folder of data, beside <see cref="Folder"/>.</summary>
    internal IReadOnlyList<string> Subfolders { get; init; } = [];

    /// <summary>Where a package puts them.</summary>
    internal IReadOnlyList<string> SystemFolders { get; init; } = [];

    /// <summary>The name, for lists and messages.</summary>
    public override string ToString() => Name;
}
