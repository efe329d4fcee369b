namespace Anneal.Data;

/// <summary>The files of MNIST and of those made to take its place, which have the same names.</summary>
internal static class MnistFiles
{
    private const int Shown = 16;

    // Labels of the first training pictures: the files do not say otherwise whose they are.
    private static (KnownData Data, byte[] Labels)[] Beginnings =>
    [
        (FashionMnist.Source, [9, 0, 0, 3, 0, 2, 7, 2, 5, 5, 0, 9, 5, 5, 7, 9]),
        (Mnist.Source, [5, 0, 4, 1, 9, 2, 1, 3, 1, 4, 3, 5, 3, 6, 1, 7]),
    ];

    public static IReadOnlyList<string> Names { get; } = ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"];

    public static PictureData Find(KnownData data, IReadOnlyList<string> classNames, string? folder, Func<string, string?>? environment)
    {
        string place = DataFolder.Find(data, folder, environment);
        string[] paths = [.. Names.Select(name => DataFolder.PathOf(place, name))];
        PictureData read = new(IdxFiles.Read(paths[0], paths[1], 10, classNames), IdxFiles.Read(paths[2], paths[3], 10, classNames), place);
        foreach ((KnownData other, byte[] labels) in Beginnings)
        {
            if (other != data && read.Training.Count >= Shown && labels.Select((label, index) => read.Training.Label(index) == label).All(same => same))
                throw PackedFile.Damaged(paths[1], $"these are the files of {other}, not of {data}, whose names are the same: put them into a folder '{other.Folder}', and those of {data} into '{data.Folder}'.");
        }

        return read;
    }
}
