using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Anneal.Cli.Storage;

/// <summary>CRC-32C over values in their order; every text and list goes in with its length, so that nothing can move from one into the next.</summary>
internal struct Checksum
{
    private uint _sum;

    public Checksum() => _sum = uint.MaxValue;

    public readonly uint Value => ~_sum;

    public void Add(long value) => _sum = BitOperations.Crc32C(_sum, (ulong)value);

    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));

    public void Add(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes);
    }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        ReadOnlySpan<ulong> whole = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in whole)
            _sum = BitOperations.Crc32C(_sum, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte one in bytes[(whole.Length * sizeof(ulong))..])
            _sum = BitOperations.Crc32C(_sum, one);
    }
}
