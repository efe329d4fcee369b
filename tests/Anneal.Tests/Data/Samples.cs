using System.Buffers.Binary;
using System.IO.Compression;
using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Small data, files of it, and ways to damage them.</summary>
internal static class Samples
{
    /// <summary>Inputs [i, i + ½, …] of so many numbers, with classes i mod 3.</summary>
    public static ArrayDataset Counted(int count, int length = 2)
        => new([.. Enumerable.Range(0, count * length).Select(i => (i / length) + (i % length * 0.5f))], [length], [.. Enumerable.Range(0, count).Select(i => i % 3)], 3);

    public static byte[] Idx(byte[] data, params int[] sizes)
    {
        var bytes = new byte[4 + (4 * sizes.Length)];
        (bytes[2], bytes[3]) = (8, (byte)sizes.Length);
        for (int i = 0; i < sizes.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. bytes, .. data];
    }

    /// <summary>Bytes that look random and are always the same.</summary>
    public static byte[] Noise(int count, int seed = 1, int below = 256)
    {
        RandomNumbers random = new(seed);
        var bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)random.Below(below);
        return bytes;
    }

    public static byte[] Packed(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.Fastest))
            stream.Write(bytes);
        return packed.ToArray();
    }

    /// <summary>Some bytes changed, removed, added or cut off.</summary>
    public static byte[] Mutated(byte[] bytes, ref RandomNumbers random)
    {
        List<byte> changed = [.. bytes];
        for (int times = 1 + random.Below(3); times > 0 && changed.Count > 0; times--)
        {
            // Most of what matters stands at the beginning.
            int place = random.Below(random.Below(2) == 0 ? Math.Min(24, changed.Count) : changed.Count);
            switch (random.Below(5))
            {
                case 0: changed[place] = (byte)random.Below(256); break;
                case 1: changed[place] ^= (byte)(1 << random.Below(8)); break;
                case 2: changed.RemoveAt(place); break;
                case 3: changed.Insert(place, (byte)random.Below(256)); break;
                default: changed.RemoveRange(place, changed.Count - place); break;
            }
        }

        return [.. changed];
    }
}
