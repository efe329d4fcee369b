using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Anneal.Cli.Storage;

/// <summary>Up to <see cref="Most"/> values of a metric that lie side by side in a store. All chunks of a metric but its last are full.</summary>
/// <param name="place">Its place among the chunks of the metric, from 0.</param>
internal sealed class Chunk(int place)
{
    public const int Most = 1024;

    private readonly List<long> _steps = [];
    private readonly List<double> _values = [];

    public int Place => place;

    public int Count => _values.Count;

    public bool IsFull => Count == Most;

    public long FirstStep => _steps[0];

    public long LastStep => _steps[^1];

    public void Add(long step, double value)
    {
        _steps.Add(step);
        _values.Add(value);
    }

    public void CopyTo(List<long> steps, List<double> values)
    {
        steps.AddRange(_steps);
        values.AddRange(_values);
    }

    /// <summary>Steps as pairs of a distance from the step before and how often it comes in a row, as variable-length numbers: two bytes where all are neighbours.</summary>
    public byte[] EncodedSteps()
    {
        List<byte> bytes = [];
        for (int i = 1; i < Count;)
        {
            long distance = _steps[i] - _steps[i - 1];
            int times = 1;
            while (i + times < Count && _steps[i + times] - _steps[i + times - 1] == distance)
                times++;
            Write((ulong)distance);
            Write((ulong)times);
            i += times;
        }

        return [.. bytes];

        void Write(ulong number)
        {
            for (; number >= 0x80; number >>= 7)
                bytes.Add((byte)(number | 0x80));
            bytes.Add((byte)number);
        }
    }

    /// <summary>Values as little-endian doubles.</summary>
    public byte[] EncodedValues()
    {
        byte[] bytes = new byte[Count * sizeof(double)];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_values)).CopyTo(bytes);
            return bytes;
        }

        for (int i = 0; i < Count; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), _values[i]);
        return bytes;
    }

    /// <summary>The way back; null where the parts do not fit each other.</summary>
    public static Chunk? Decoded(int place, long firstStep, byte[] steps, byte[] values)
    {
        Chunk chunk = new(place);
        if (values.Length is 0 or > Most * sizeof(double) || values.Length % sizeof(double) != 0)
            return null;
        int at = 0;
        long step = firstStep;
        chunk._steps.Add(step);
        while (at < steps.Length)
        {
            if (Number() is not long distance || Number() is not long times || times > Most - chunk._steps.Count)
                return null;
            for (; times > 0; times--)
                chunk._steps.Add(step += distance);
        }

        for (int i = 0; i < values.Length; i += sizeof(double))
            chunk._values.Add(BinaryPrimitives.ReadDoubleLittleEndian(values.AsSpan(i)));
        return chunk._steps.Count == chunk._values.Count ? chunk : null;

        long? Number()
        {
            ulong number = 0;
            for (int shift = 0; at < steps.Length && shift < 63; shift += 7)
            {
                byte next = steps[at++];
                number |= (ulong)(next & 0x7f) << shift;
                if (next < 0x80)
                    return (long)number;
            }

            return null;
        }
    }

    /// <summary>What shows that a chunk is the one that was written, at the place where it was written.</summary>
    public static uint Sum(long run, string metric, int place, long firstStep, byte[] steps, byte[] values)
    {
        Checksum sum = new();
        sum.Add(run);
        sum.Add(metric);
        sum.Add(place);
        sum.Add(firstStep);
        sum.Add(steps);
        sum.Add(values);
        return sum.Value;
    }
}
