using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>CIFAR-10 and CIFAR-100 in their binary versions: records of one or two labels and 3·32·32 bytes, red, green, blue (Krizhevsky 2009), packed by gzip or not.</summary>
public static class CifarFiles
{
    private const int Picture = 3 * 32 * 32;

    /// <summary>Reads CIFAR-10: a label and a picture per record.</summary>
    /// <param name="paths">One file or several, in order.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="ArgumentException">No file is given.</exception>
    public static PictureDataset Read10(params IReadOnlyList<string> paths) => Read(paths, [10], Cifar10.ClassNames);

    /// <summary>Reads CIFAR-100: a coarse label, which is checked and left aside, a fine one, and a picture per record.</summary>
    /// <param name="paths">One file or several, in order.</param>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="ArgumentException">No file is given.</exception>
    public static PictureDataset Read100(params IReadOnlyList<string> paths) => Read(paths, [20, 100], Cifar100.ClassNames);

    /// <summary>Records of so many labels, each below its number of classes; the last label counts.</summary>
    private static PictureDataset Read(IReadOnlyList<string> paths, int[] classes, IReadOnlyList<string> classNames)
    {
        if (paths.Count == 0)
            throw new ArgumentException("No file is given: name at least one.", nameof(paths));
        int record = classes.Length + Picture;
        ReadOnlyMemory<byte>[] files = [.. paths.Select(PackedFile.Read)];
        for (int i = 0; i < files.Length; i++)
            Check(paths[i], files[i].Span, record, classes);
        long all = files.Sum(file => (long)(file.Length / record));
        if (all * Picture > Array.MaxLength)
            throw PackedFile.Damaged(paths[^1], $"with this file there are {all} pictures, more than fit into memory: read fewer files at once.");
        int count = (int)all;
        (Memory<byte> pixels, byte[] labels) = (Aligned.Allocate<byte>(count * Picture), new byte[count]);
        int index = 0;
        foreach (ReadOnlyMemory<byte> file in files)
        {
            for (int start = 0; start < file.Length; start += record, index++)
            {
                labels[index] = file.Span[start + classes.Length - 1];
                file.Slice(start + classes.Length, Picture).CopyTo(pixels[(index * Picture)..]);
            }
        }

        return new(pixels, [3, 32, 32], labels, classes[^1], classNames);
    }

    private static void Check(string path, ReadOnlySpan<byte> file, int record, int[] classes)
    {
        if (file.Length == 0 || file.Length % record != 0)
            throw PackedFile.Damaged(path, $"{file.Length} bytes are no whole number of CIFAR-{classes[^1]} records of {record} bytes: the file is cut off, or another one.");
        for (int start = 0; start < file.Length; start += record)
        {
            for (int i = 0; i < classes.Length; i++)
            {
                if (file[start + i] >= classes[i])
                    throw PackedFile.Damaged(path, $"record {start / record} has the label {file[start + i]}, but CIFAR-{classes[^1]} counts {(i < classes.Length - 1 ? "coarse " : "")}classes from 0 to {classes[i] - 1}.");
            }
        }
    }
}
