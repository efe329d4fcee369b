using System.Runtime.InteropServices;

namespace Anneal.Parameters.Files;

/// <summary>Where an array lies in the data of a file, from <paramref name="Begin"/> to before <paramref name="End"/>.</summary>
internal sealed record SafeTensorsEntry(string Name, string Kind, Shape Shape, long Begin, long End)
{
    public static SafeTensorsEntry Of(string name, string kind, List<long> sizes, long begin, long end)
    {
        int width = kind switch
        {
            "F64" or "I64" => 8,
            "F32" => 4,
            "F16" or "BF16" => 2,
            _ => throw new InvalidDataException($"'{name}' holds {kind}; F64, F32, F16, BF16 and I64 are read."),
        };
        // A zero among the sizes makes the array empty, however large the others are.
        UInt128 length = sizes.Contains(0) ? 0u : 1u;
        foreach (long size in sizes)
        {
            if (size > Array.MaxLength || (length *= (UInt128)size) > (UInt128)Array.MaxLength)
                throw new InvalidDataException($"'{name}' has the shape [{string.Join(", ", sizes)}], more than {Array.MaxLength} numbers.");
        }

        if (end < begin || (UInt128)(end - begin) != length * (UInt128)width)
            throw new InvalidDataException($"'{name}' has {length} numbers of {width} bytes, but offsets from {begin} to {end}.");
        return new(name, kind, Shape.Of([.. sizes.Select(size => (int)size)]), begin, end);
    }

    /// <summary>Reads the array from a stream that stands at its beginning.</summary>
    public Array Read(Stream stream) => Kind switch
    {
        "F64" => Take<double>(stream),
        "F32" => Take<float>(stream),
        "I64" => Take<long>(stream),
        "F16" => Array.ConvertAll(Take<Half>(stream), value => (float)value),
        _ => Array.ConvertAll(Take<ushort>(stream), value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
    };

    private T[] Take<T>(Stream stream)
        where T : unmanaged
    {
        var values = new T[Shape.FlattenedLength];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
