using System.Buffers.Binary;
using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Pictures and labels as MNIST and its relatives come: IDX files of unsigned bytes, packed by gzip or not.</summary>
/// <remarks>The format: two zero bytes, the type (8: unsigned byte), the number of sizes, the sizes as big-endian 32-bit integers, the data (LeCun, "The MNIST database").</remarks>
public static class IdxFiles
{
    /// <summary>Reads pictures and their labels.</summary>
    /// <param name="pictures">A file of sizes [count, height, width] or [count, channels, height, width].</param>
    /// <param name="labels">A file of size [count].</param>
    /// <param name="classes">How many classes there are, 1 to 256; 10 by default.</param>
    /// <param name="classNames">What they are called: as many, or none at all.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or they do not belong together.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="ArgumentException">There are not 1 to 256 classes, or more or fewer names than classes.</exception>
    public static PictureDataset Read(string pictures, string labels, int classes = 10, IReadOnlyList<string>? classNames = null)
    {
        if (classes is < 1 or > 256)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "A label is a byte: there are 1 to 256 classes.");
        if (classNames is { Count: > 0 } && classNames.Count != classes)
            throw new ArgumentException($"{classes} classes have {classNames.Count} names: give one name for each class, or none.", nameof(classNames));
        (int[] sizes, ReadOnlyMemory<byte> pixels) = Read(pictures);
        if (sizes.Length is not (3 or 4))
            throw PackedFile.Damaged(pictures, $"sizes [{string.Join(", ", sizes)}] are no pictures; [count, height, width] or [count, channels, height, width] are expected.");
        (int[] counts, ReadOnlyMemory<byte> bytes) = Read(labels);
        if (counts.Length != 1)
            throw PackedFile.Damaged(labels, $"sizes [{string.Join(", ", counts)}] are no labels; [count] is expected.");
        if (sizes[0] != counts[0])
            throw PackedFile.Damaged(labels, $"{counts[0]} labels do not belong to the {sizes[0]} pictures of {pictures}.");
        int wrong = classes == 256 ? -1 : bytes.Span.IndexOfAnyExceptInRange((byte)0, (byte)(classes - 1));
        if (wrong >= 0)
            throw PackedFile.Damaged(labels, $"the label of example {wrong} is {bytes.Span[wrong]}; {classes} classes are counted from 0 to {classes - 1}.");
        Shape shape = sizes.Length == 3 ? [1, sizes[1], sizes[2]] : [sizes[1], sizes[2], sizes[3]];
        return new(pixels, shape, bytes, classes, classNames ?? []);
    }

    private static (int[] Sizes, ReadOnlyMemory<byte> Data) Read(string path)
    {
        ReadOnlyMemory<byte> data = PackedFile.Read(path);
        ReadOnlySpan<byte> bytes = data.Span;
        if (bytes.Length < 4 || bytes[0] != 0 || bytes[1] != 0)
            throw PackedFile.Damaged(path, $"this is no IDX file: it begins with {Convert.ToHexString(bytes[..Math.Min(4, bytes.Length)])} instead of two zero bytes, a type and a number of sizes.");
        if (bytes[2] != 8)
            throw PackedFile.Damaged(path, $"the IDX type is 0x{bytes[2]:X2}; only unsigned bytes (0x08) are read.");
        int start = 4 + (4 * bytes[3]);
        if (bytes.Length < start)
            throw PackedFile.Damaged(path, $"the file ends within its {bytes[3]} sizes.");
        int[] sizes = new int[bytes[3]];
        long expected = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 + (4 * i))..]);
            expected = sizes[i] < 1 || expected > int.MaxValue ? -1 : expected * sizes[i];
        }

        if (sizes.Length == 0 || expected < 1)
            throw PackedFile.Damaged(path, $"the sizes [{string.Join(", ", sizes)}] hold no data, or more than a file can.");
        return bytes.Length - start == expected ? (sizes, data[start..])
            : throw PackedFile.Damaged(path, $"sizes [{string.Join(", ", sizes)}] are {expected} bytes of data, but there are {bytes.Length - start}: {(bytes.Length - start < expected ? "the file is cut off" : "something is appended")}.");
    }
}
