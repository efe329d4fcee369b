using System.Buffers.Binary;
using System.IO.Compression;

namespace Anneal.Data;

/// <summary>The bytes of a file, unpacked where they begin as gzip does; what it is called does not matter.</summary>
internal static class PackedFile
{
    // No stretch of deflate holds more than 258 bytes in two bits.
    private const int MostPerByte = 1040;

    public static byte[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes is [0x1f, 0x8b, ..] ? Unpack(path, bytes) : bytes;
    }

    /// <summary>Damage, said with the file it is in.</summary>
    public static InvalidDataException Damaged(string path, string what, Exception? cause = null)
        => new($"{path}: {what}", cause);

    private static byte[] Unpack(string path, byte[] packed)
    {
        const string remedy = "get the file again.";
        // The length stands at the end, so that memory is taken once, and only when so much can be in it.
        uint length = packed.Length < 18 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(^4..));
        if (length > Array.MaxLength || length > (long)packed.Length * MostPerByte)
            throw Damaged(path, $"{packed.Length} bytes of gzip are cut off or damaged: {remedy}");
        try
        {
            using GZipStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
            byte[] bytes = new byte[length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read == length && stream.ReadByte() < 0 ? bytes
                : throw new InvalidDataException($"it holds {(read == length ? "more than" : $"{read} of")} the {length} bytes it says");
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw Damaged(path, $"the gzip is cut off or damaged ({cause.Message.TrimEnd('.')}): {remedy}", cause);
        }
    }
}
