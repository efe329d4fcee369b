using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Anneal.Parameters.Files;

/// <summary>Reads and writes named arrays as <c>.safetensors</c>: eight bytes of length, a JSON header, then the numbers, little-endian.</summary>
/// <remarks>The format of Hugging Face, which PyTorch, JAX and others read; nothing in it is ever executed. Headers are checked before memory is taken.</remarks>
public static class SafeTensors
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its arrays by name and its notes.</returns>
    /// <exception cref="InvalidDataException">It is no such file, damaged, or holds another kind of number than F64, F32, F16, BF16 and I64.</exception>
    public static SafeTensorsFile Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using FileStream stream = File.OpenRead(path);
        try
        {
            return Read(stream);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{path} cannot be read as safetensors: {wrong.Message}", wrong);
        }
    }

    /// <summary>Writes a file whole or not at all: beside it first, flushed to the disk, then renamed over what was there.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">The arrays: <c>float[]</c> becomes F32, <c>double[]</c> F64, <c>long[]</c> I64.</param>
    /// <param name="metadata">Notes for readers; none by default.</param>
    /// <exception cref="ArgumentException">An array holds something else, or not as many numbers as its shape.</exception>
    public static void Write(string path, IReadOnlyDictionary<string, FileTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(tensors);
        (byte[] header, FileTensor[] order) = Lay(tensors, metadata ?? new Dictionary<string, string>());
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach (FileTensor tensor in order)
                stream.Write(Bytes(tensor.Values));
        });
    }

    /// <summary>What a file begins with, and the order in which its arrays follow.</summary>
    internal static (byte[] Beginning, FileTensor[] Order) Lay(IReadOnlyDictionary<string, FileTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        // The widest numbers first, so that all lie where their size divides; then by name, so that equal content gives equal files.
        (string Name, FileTensor Tensor)[] order = [.. tensors
            .Select(entry => (entry.Key, entry.Value))
            .OrderBy(entry => entry.Value.Values is float[])
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)];
        byte[] header = Header(order, metadata);
        byte[] beginning = new byte[8 + header.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(beginning, (ulong)header.Length);
        header.CopyTo(beginning, 8);
        return (beginning, [.. order.Select(entry => entry.Tensor)]);
    }

    internal static SafeTensorsFile Read(Stream stream)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(stream);
        Dictionary<string, FileTensor> tensors = new(StringComparer.Ordinal);
        foreach (SafeTensorsEntry entry in header.Entries)
            tensors.Add(entry.Name, new(entry.Shape, entry.Read(stream)));
        return new(tensors, header.Metadata);
    }

    private static byte[] Header((string Name, FileTensor Tensor)[] order, IReadOnlyDictionary<string, string> metadata)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter writer = new(bytes))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(SafeTensorsHeader.MetadataName);
                foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            long at = 0;
            foreach ((string name, FileTensor tensor) in order)
            {
                Check(name, tensor);
                long end = at + Bytes(tensor.Values).Length;
                writer.WriteStartObject(name);
                writer.WriteString("dtype", tensor.Values is float[]? "F32" : tensor.Values is double[]? "F64" : "I64");
                writer.WriteStartArray("shape");
                foreach (int size in tensor.Shape.Sizes)
                    writer.WriteNumberValue(size);
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue(at);
                writer.WriteNumberValue(end);
                writer.WriteEndArray();
                writer.WriteEndObject();
                at = end;
            }

            writer.WriteEndObject();
        }

        // Padded with spaces to a multiple of eight, so that the numbers are aligned.
        while (bytes.Length % 8 != 0)
            bytes.WriteByte((byte)' ');
        return bytes.ToArray();
    }

    private static void Check(string name, FileTensor tensor)
    {
        if (name == SafeTensorsHeader.MetadataName)
            throw new ArgumentException($"'{name}' is the name of the notes: call the array otherwise.");
        if (tensor.Values is not (float[] or double[] or long[]))
            throw new ArgumentException($"'{name}' is {tensor.Values.GetType().Name}: float[], double[] and long[] are written.");
        if (tensor.Values.Length != tensor.Shape.FlattenedLength)
            throw new ArgumentException($"'{name}' has the shape {tensor.Shape}, which holds {tensor.Shape.FlattenedLength} numbers, but {tensor.Values.Length} were given.");
    }

    internal static ReadOnlySpan<byte> Bytes(Array values) => values switch
    {
        float[] floats => MemoryMarshal.AsBytes(floats.AsSpan()),
        double[] doubles => MemoryMarshal.AsBytes(doubles.AsSpan()),
        _ => MemoryMarshal.AsBytes(((long[])values).AsSpan()),
    };
}

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The arrays by name.</param>
/// <param name="Metadata">The notes; empty when there are none.</param>
public sealed record SafeTensorsFile(IReadOnlyDictionary<string, FileTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
