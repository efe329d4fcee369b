using System.IO.Compression;
using System.Text;
using Anneal.Parameters.Files;

namespace Anneal.Tensors.Files;

/// <summary>NumPy's files: <c>.npy</c> for one array, <c>.npz</c> for several under their names.</summary>
/// <remarks>
/// float32 and float64 are read and written as they are. Whole numbers and truth values are read as floats where each is exactly one; any other
/// type is refused by name. Big-endian and Fortran-ordered arrays are read as well. A file is replaced whole or not at all.
/// </remarks>
public static class NumPyFile
{
    private const string Ending = ".npy";

    /// <summary>The array of an <c>.npy</c> file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or holds numbers of another kind; the message says which.</exception>
    public static Tensor Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Tensor tensor = NumPyArray.Read(stream, stream.Length, path);
        if (stream.Position != stream.Length)
            throw new InvalidDataException($"{path}: {stream.Length - stream.Position} bytes follow the array.");
        return tensor;
    }

    /// <summary>The array at the place in a stream where an <c>.npy</c> file begins; what follows it is not read.</summary>
    /// <param name="stream">One that knows its length.</param>
    /// <exception cref="InvalidDataException">There is no such array, it is damaged, or holds numbers of another kind; the message says which.</exception>
    public static Tensor Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("The stream does not know how long it is, so that a wrong shape could ask for any memory: copy it into a MemoryStream first.", nameof(stream));
        return NumPyArray.Read(stream, stream.Length - stream.Position, "the stream");
    }

    /// <summary>Writes a tensor as an <c>.npy</c> file, in its own precision.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="tensor">What.</param>
    public static void Write(string path, Tensor tensor) => AtomicFile.Write(path, stream => NumPyArray.Write(stream, tensor));

    /// <summary>Writes a tensor into a stream, in its own precision.</summary>
    /// <param name="stream">Where.</param>
    /// <param name="tensor">What.</param>
    public static void Write(Stream stream, Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NumPyArray.Write(stream, tensor);
    }

    /// <summary>All arrays of an <c>.npz</c> file by their names.</summary>
    /// <param name="path">Where it lies.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or holds something else; the message says what.</exception>
    public static IReadOnlyDictionary<string, Tensor> ReadAll(string path)
    {
        using FileStream file = File.OpenRead(path);
        Dictionary<string, Tensor> arrays = [];
        try
        {
            using ZipArchive archive = new(file, ZipArchiveMode.Read, false, Encoding.UTF8);
            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(Ending, StringComparison.Ordinal))
                    throw new InvalidDataException($"{path}: '{entry.FullName}' is no array: an .npz file holds names that end in {Ending}.");
                string name = entry.FullName[..^Ending.Length];
                using Stream stream = entry.Open();
                if (!arrays.TryAdd(name, NumPyArray.Read(stream, entry.Length, $"{path}: {name}")))
                    throw new InvalidDataException($"{path}: the name '{name}' stands there twice.");
            }
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} is no .npz file, or damaged: {exception.Message}", exception);
        }

        return arrays;
    }

    /// <summary>Writes tensors as an <c>.npz</c> file, each in its own precision, not compressed.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="arrays">Tensors by their names.</param>
    /// <exception cref="ArgumentException">A name is empty, or stands there twice.</exception>
    public static void WriteAll(string path, IEnumerable<KeyValuePair<string, Tensor>> arrays)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        AtomicFile.Write(path, file =>
        {
            HashSet<string> names = [];
            using ZipArchive archive = new(file, ZipArchiveMode.Create, true, Encoding.UTF8);
            foreach ((string name, Tensor tensor) in arrays)
            {
                if (string.IsNullOrEmpty(name) || !names.Add(name))
                    throw new ArgumentException($"The name '{name}' is empty or stands there twice: give each array one of its own.", nameof(arrays));
                using Stream stream = archive.CreateEntry(name + Ending, CompressionLevel.NoCompression).Open();
                NumPyArray.Write(stream, tensor);
            }
        });
    }
}
