using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Anneal.Parameters.Files;

/// <summary>Safetensors files with a checksum over every byte among their notes: one that was damaged anywhere is refused, not read.</summary>
internal static class SealedFile
{
    /// <summary>The note that holds the SHA-256 of the whole file, taken with zeros in its own place.</summary>
    public const string Note = "checksum";

    /// <summary>The note that says what a file is, and what it says in a checkpoint.</summary>
    public const string Format = "format";
    public const string Checkpoint = "anneal checkpoint";

    /// <summary>What the names of weights begin with in a checkpoint, and those of buffers.</summary>
    public const string NetworkPrefix = "network.";
    public const string BufferPrefix = "buffer.";

    private static readonly string _open = new('0', 64);
    private static readonly byte[] _key = Encoding.ASCII.GetBytes($"\"{Note}\":\"");

    public static void Write(string path, IReadOnlyDictionary<string, FileTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        (byte[] beginning, FileTensor[] order) = SafeTensors.Lay(tensors, new Dictionary<string, string>(metadata) { [Note] = _open });
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(beginning);
        foreach (FileTensor tensor in order)
            hash.AppendData(SafeTensors.Bytes(tensor.Values));
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())).CopyTo(Place(beginning));
        AtomicFile.Write(path, stream =>
        {
            stream.Write(beginning);
            foreach (FileTensor tensor in order)
                stream.Write(SafeTensors.Bytes(tensor.Values));
        });
    }

    public static bool IsCheckpoint(SafeTensorsFile file) => file.Metadata.GetValueOrDefault(Format) == Checkpoint;

    /// <exception cref="InvalidDataException">It has no checksum, or not the right one.</exception>
    public static SafeTensorsFile Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Check(stream);
        stream.Position = 0;
        return SafeTensors.Read(stream);
    }

    private static void Check(FileStream stream)
    {
        Span<byte> length = stackalloc byte[8];
        if (stream.Length < length.Length)
            throw new InvalidDataException($"it has {stream.Length} bytes, less than any checkpoint.");
        stream.ReadExactly(length);
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (header > (ulong)(stream.Length - 8) || header > int.MaxValue - 8)
            throw new InvalidDataException($"its header claims {header} bytes, of which the file has {stream.Length - 8}: it was damaged or cut off.");
        byte[] beginning = new byte[8 + (int)header];
        length.CopyTo(beginning);
        stream.ReadExactly(beginning.AsSpan(8));
        Span<byte> place = Place(beginning);
        if (place.IsEmpty)
            throw new InvalidDataException("it has no checksum: it is no checkpoint, or was damaged.");
        string expected = Encoding.ASCII.GetString(place);
        place.Fill((byte)'0');
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(beginning);
        byte[] buffer = new byte[1 << 18];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            hash.AppendData(buffer, 0, read);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != expected)
            throw new InvalidDataException("its checksum is not that of its contents: it was damaged after it was written.");
    }

    // Quotes within texts are written otherwise, so the key is found nowhere else first.
    private static Span<byte> Place(Span<byte> beginning)
    {
        int key = beginning.IndexOf(_key);
        return key < 0 || key + _key.Length + _open.Length > beginning.Length ? [] : beginning.Slice(key + _key.Length, _open.Length);
    }
}
