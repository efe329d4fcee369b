namespace Anneal.Data;

/// <summary>CIFAR-10 (Krizhevsky 2009): 50 000 pictures to train with and 10 000 to validate with, [3, 32, 32], 10 classes.</summary>
public static class Cifar10
{
    /// <summary>What the classes are called.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>Where it comes from.</summary>
    public static KnownData Source { get; } = new("CIFAR-10", "cifar-10")
    {
        Downloads = [new("cifar-10-binary.tar.gz", new("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"), 170052171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")],
        Files = ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"],
        Subfolders = ["cifar-10-batches-bin"],
    };

    /// <summary>Reads it, in its binary version, from where it lies.</summary>
    /// <param name="folder">The folder that has the files, or has them in <c>cifar-10</c> or <c>cifar-10-batches-bin</c>. Null, the default, looks in <c>ANNEAL_DATA</c> in the same way,
    /// then in <c>anneal/cifar-10</c> below the user's cache (<c>XDG_CACHE_HOME</c> or <c>~/.cache</c>; <c>LOCALAPPDATA</c> on Windows).</param>
    /// <param name="environment">The environment's variables by name; the process's by default.</param>
    /// <exception cref="FileNotFoundException">It lies nowhere; the message says where was looked and what to do.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static PictureData Find(string? folder = null, Func<string, string?>? environment = null)
    {
        string place = DataFolder.Find(Source, folder, environment);
        string[] paths = [.. Source.Files.Select(name => DataFolder.PathOf(place, name))];
        return new(CifarFiles.Read10(paths[..^1]), CifarFiles.Read10(paths[^1]), place);
    }
}
