using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors.Files;

/// <summary>One array of an <c>.npy</c> file.</summary>
internal static class NumPyArray
{
    private const int Chunk = 1 << 16;

    /// <summary>Reads header and numbers.</summary>
    /// <param name="stream">At the beginning of the array.</param>
    /// <param name="length">How many bytes there are at most: a shape that needs more is refused before memory is taken.</param>
    /// <param name="what">What is read, for messages.</param>
    public static Tensor Read(Stream stream, long length, string what)
    {
        NumPyHeader header = NumPyHeader.Read(stream, what, out long read);
        (char kind, int bytes, bool isBig) = TypeOf(header.Type, what);
        long count = 1;
        foreach (long size in header.Sizes)
        {
            if (size > int.MaxValue || (size > 0 && count > int.MaxValue / size))
                throw new InvalidDataException($"{what}: the shape ({string.Join(", ", header.Sizes)}) holds more numbers than a tensor can.");
            count *= size;
        }

        if (count * bytes > length - read)
            throw new InvalidDataException($"{what}: the shape ({string.Join(", ", header.Sizes)}) of type {header.Type} takes {count * bytes} bytes, but only {length - read} follow: it is cut off or damaged.");
        Shape shape = Shape.Of(Array.ConvertAll(header.Sizes, size => (int)size));
        Precision precision = kind == 'f' && bytes == 8 ? Precision.Double : Precision.Single;
        Leaf leaf = Leaf.Of(shape, precision);
        if (precision is Precision.Double)
            Fill(stream, leaf.Values<double>(), bytes, what, (from, to) => Doubles(from, to, isBig));
        else
            Fill(stream, leaf.Values<float>(), bytes, what, (from, to) => Floats(from, to, kind, bytes, isBig, what));
        return header.IsFortran && shape.Rank > 1 ? Turned(leaf, shape) : leaf.Result();
    }

    /// <summary>Writes header and numbers.</summary>
    public static void Write(Stream stream, Tensor tensor)
    {
        bool isDouble = tensor.Precision is Precision.Double;
        string type = $"{(BitConverter.IsLittleEndian ? '<' : '>')}f{(isDouble ? 8 : 4)}";
        stream.Write(new NumPyHeader(type, false, Array.ConvertAll(tensor.Shape.Sizes.ToArray(), size => (long)size)).ToBytes());
        // In pieces, because a span of bytes cannot be as long as one of doubles.
        if (isDouble)
            WriteAll(stream, tensor.ValuesAs<double>());
        else
            WriteAll(stream, tensor.Values);
    }

    private static void WriteAll<T>(Stream stream, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i += Chunk)
            stream.Write(MemoryMarshal.AsBytes(values.Slice(i, Math.Min(Chunk, values.Length - i))));
    }

    private static (char Kind, int Bytes, bool IsBig) TypeOf(string type, string what)
    {
        bool known = type.Length == 3 && type[0] is '<' or '>' or '|' or '=' && type[1..] is "f4" or "f8" or "b1" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8";
        if (!known)
            throw new InvalidDataException($"{what} holds numbers of type '{type}': float32 and float64 can be read, and whole numbers where floats hold them exactly; convert it with astype first.");
        return (type[1], type[2] - '0', type[0] == '>' || (type[0] == '=' && !BitConverter.IsLittleEndian));
    }

    private delegate void Decoder<T>(ReadOnlySpan<byte> from, Span<T> to);

    private static void Fill<T>(Stream stream, Span<T> to, int bytes, string what, Decoder<T> decode)
    {
        byte[] buffer = new byte[Math.Min((long)to.Length * bytes, (long)Chunk * bytes)];
        while (to.Length > 0)
        {
            int count = Math.Min(to.Length, Chunk);
            Span<byte> part = buffer.AsSpan(0, count * bytes);
            if (stream.ReadAtLeast(part, part.Length, false) < part.Length)
                throw new InvalidDataException($"{what} ends within its numbers.");
            decode(part, to[..count]);
            to = to[count..];
        }
    }

    private static void Doubles(ReadOnlySpan<byte> from, Span<double> to, bool isBig)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = isBig ? BinaryPrimitives.ReadDoubleBigEndian(from[(i * 8)..]) : BinaryPrimitives.ReadDoubleLittleEndian(from[(i * 8)..]);
    }

    private static void Floats(ReadOnlySpan<byte> from, Span<float> to, char kind, int bytes, bool isBig, string what)
    {
        for (int i = 0; i < to.Length; i++)
        {
            ReadOnlySpan<byte> one = from.Slice(i * bytes, bytes);
            if (kind == 'f')
            {
                to[i] = isBig ? BinaryPrimitives.ReadSingleBigEndian(one) : BinaryPrimitives.ReadSingleLittleEndian(one);
                continue;
            }

            Int128 value = Whole(one, kind == 'i', isBig);
            to[i] = (float)value;
            if ((Int128)to[i] != value)
                throw new InvalidDataException($"{what} holds the whole number {value}, which is no float: convert it with astype('float64') first.");
        }
    }

    private static Int128 Whole(ReadOnlySpan<byte> bytes, bool isSigned, bool isBig)
    {
        ulong value = 0;
        for (int i = 0; i < bytes.Length; i++)
            value = (value << 8) | bytes[isBig ? i : bytes.Length - 1 - i];
        int unused = 64 - (8 * bytes.Length);
        return isSigned ? (long)(value << unused) >> unused : value;
    }

    // Column by column is row by row of the shape read backwards.
    private static unsafe Tensor Turned(Leaf leaf, Shape shape)
    {
        Leaf turned = Leaf.Of(shape, leaf.Precision);
        Span<nint> from = stackalloc nint[shape.Rank], to = stackalloc nint[shape.Rank];
        nint step = 1;
        for (int i = 0; i < shape.Rank; i++)
        {
            from[i] = step;
            step *= shape[i];
        }

        Dimension.Steps(shape.Sizes, to);
        if (leaf.Precision is Precision.Double)
            Strided.Copy(shape.Sizes, (double*)leaf.Address, from, (double*)turned.Address, to, false);
        else
            Strided.Copy(shape.Sizes, (float*)leaf.Address, from, (float*)turned.Address, to, false);
        GC.KeepAlive(leaf);
        return turned.Result();
    }
}
