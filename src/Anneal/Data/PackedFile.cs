using System.Buffers.Binary;
using System.IO.Compression;
using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>The bytes of a file, unpacked where they begin as gzip does; what it is called does not matter.</summary>
internal static class PackedFile
{
    // Deflate says at most 258 bytes in two bits.
    private const int MostPerByte = 1040;

    /// <summary>All bytes, in memory with large pages: pictures are read here and there.</summary>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > Array.MaxLength)
            throw Damaged(path, $"{file.Length} bytes are more than fit into memory at once.");
        Span<byte> beginning = stackalloc byte[2];
        bool packed = file.ReadAtLeast(beginning, 2, throwOnEndOfStream: false) == 2 && beginning is [0x1f, 0x8b];
        file.Position = 0;
        if (packed)
            return Unpack(path, file);
        Memory<byte> bytes = Aligned.Allocate<byte>((int)file.Length);
        file.ReadExactly(bytes.Span);
        return bytes;
    }

    /// <summary>Damage, said with the file it is in.</summary>
    public static InvalidDataException Damaged(string path, string what, Exception? cause = null)
        => new($"{path}: {what}", cause);

    private static Memory<byte> Unpack(string path, FileStream file)
    {
        byte[] packed = new byte[file.Length];
        file.ReadExactly(packed);
        // The length stands at the end, so that memory is taken once, and only when so much can be in it.
        uint length = packed.Length < 18 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(^4..));
        if (length > Array.MaxLength || length > (long)packed.Length * MostPerByte)
            throw Damaged(path, $"{packed.Length} bytes of gzip are cut off or damaged: get the file again.");
        Memory<byte> bytes = Aligned.Allocate<byte>((int)length);
        try
        {
            using GZipStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
            int read = stream.ReadAtLeast(bytes.Span, bytes.Length, throwOnEndOfStream: false);
            return read == length && stream.ReadByte() < 0 ? bytes
                : throw new InvalidDataException($"it holds {(read == length ? "more than" : $"{read} of")} the {length} bytes it says");
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw Damaged(path, $"the gzip is cut off or damaged ({cause.Message.TrimEnd('.')}): get the file again.", cause);
        }
    }
}
