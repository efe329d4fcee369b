using System.Buffers.Binary;
using System.Text;

namespace Anneal.Charts.Logs;

/// <summary>Bytes in the wire format of protocol buffers; the memory serves again for the next message.</summary>
internal sealed class ProtocolBuffer
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Counted = 2;
    private const int Fixed32 = 5;

    private byte[] _bytes = new byte[256];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Number(int field, long value)
    {
        Key(field, Varint);
        Write((ulong)value);
    }

    public void Double(int field, double value)
    {
        Key(field, Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
    }

    public void Float(int field, float value)
    {
        Key(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
    }

    public void Text(int field, string text)
    {
        Key(field, Counted);
        int size = Encoding.UTF8.GetByteCount(text);
        Write((ulong)size);
        Encoding.UTF8.GetBytes(text, Room(size));
    }

    /// <summary>Begins a message within the message; what <see cref="Close(int)"/> takes.</summary>
    public int Open(int field)
    {
        Key(field, Counted);
        return _count;
    }

    /// <summary>Ends the message opened last: its length is written before it, now that it is known.</summary>
    public void Close(int start)
    {
        int size = _count - start;
        int before = 1;
        for (int rest = size >> 7; rest > 0; rest >>= 7) before++;
        Room(before);
        _bytes.AsSpan(start, size).CopyTo(_bytes.AsSpan(start + before));
        _count = start;
        Write((ulong)size);
        _count += size;
    }

    /// <summary>Ends several messages, the innermost first.</summary>
    public void Close(params ReadOnlySpan<int> starts)
    {
        foreach (int start in starts) Close(start);
    }

    private void Key(int field, int kind) => Write((ulong)(field << 3 | kind));

    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7) Room(1)[0] = (byte)(value | 0x80);
        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int size)
    {
        if (_count + size > _bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _count + size));
        _count += size;
        return _bytes.AsSpan(_count - size, size);
    }
}
