using System.Buffers.Binary;
using System.Text;

namespace Anneal.Tests.Charts.Logs;

/// <summary>Reads event files, written from the format's description: records with their check sums, and messages as a tree of fields.</summary>
internal static class EventFileReader
{
    public static IEnumerable<byte[]> Records(byte[] file)
    {
        for (int at = 0; at < file.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at)));
            Assert.Equal(Masked(file.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 8)));
            byte[] record = file[(at + 12)..(at + 12 + length)];
            Assert.Equal(Masked(record), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(at + 12 + length)));
            yield return record;
            at += 16 + length;
        }
    }

    /// <summary>The fields of a message with their raw bytes (of a varint: eight of them).</summary>
    public static List<(int Field, byte[] Value)> Fields(ReadOnlySpan<byte> message)
    {
        List<(int, byte[])> fields = [];
        while (message.Length > 0)
        {
            ulong key = Varint(ref message);
            int size = (int)(key & 7) switch { 0 => 0, 1 => 8, 2 => (int)Varint(ref message), 5 => 4, _ => throw new FormatException($"wire type {key & 7}") };
            byte[] value = (key & 7) == 0 ? BitConverter.GetBytes(Varint(ref message)) : message[..size].ToArray();
            message = message[size..];
            fields.Add(((int)(key >> 3), value));
        }

        return fields;
    }

    /// <summary>The bytes at a path of field numbers; the first of a repeated field.</summary>
    public static byte[] At(byte[] message, params int[] path)
        => path.Aggregate(message, (part, field) => Fields(part).First(entry => entry.Field == field).Value);

    public static string Text(byte[] message, params int[] path) => Encoding.UTF8.GetString(At(message, path));

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
    }

    // Bit by bit, with the reversed polynomial of Castagnoli.
    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0xffffffff;
        foreach (byte next in bytes)
        {
            sum ^= next;
            for (int bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ ((sum & 1) * 0x82f63b78);
        }

        sum ^= 0xffffffff;
        return ((sum >> 15) | (sum << 17)) + 0xa282ead8;
    }
}
