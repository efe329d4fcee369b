using System.Buffers.Binary;
using System.Numerics;

namespace Anneal.Charts.Logs;

/// <summary>TFRecords: the length, its check sum, the bytes, their check sum.</summary>
internal sealed class RecordStream(Stream stream) : IDisposable
{
    private const uint Mask = 0xa282ead8;

    // Small records, and many of them: the file system gets them in larger pieces.
    private readonly BufferedStream _stream = new(stream, 1 << 15);

    public void Write(ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], Masked(Checksum(head[..8])));
        _stream.Write(head);
        _stream.Write(record);
        BinaryPrimitives.WriteUInt32LittleEndian(head, Masked(Checksum(record)));
        _stream.Write(head[..4]);
    }

    public void Flush() => _stream.Flush();

    public void Dispose() => _stream.Dispose();

    // CRC-32C (Castagnoli), by the processor's instruction where it has one.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..]) sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte next in bytes) sum = BitOperations.Crc32C(sum, next);
        return ~sum;
    }

    // A check sum that lies within what is checked would be of no use, so it is turned and shifted.
    private static uint Masked(uint sum) => BitOperations.RotateRight(sum, 15) + Mask;
}
