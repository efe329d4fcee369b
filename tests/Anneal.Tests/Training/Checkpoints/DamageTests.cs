using System.Buffers.Binary;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Training.Checkpoints;

/// <summary>A damaged checkpoint is refused, and never trained on.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly string _path = Resumable.Unique();

    public void Dispose() => File.Delete(_path);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Any_damage_is_noticed(int seed)
    {
        Trainer trainer = Resumable.Rich();
        foreach (StepReport _ in trainer.Run(Resumable.Batches(), 3, Resumable.Validation()).Take(6))
        {
        }

        trainer.Save(_path);
        byte[] whole = File.ReadAllBytes(_path);
        int header = (int)BinaryPrimitives.ReadUInt64LittleEndian(whole) + 8;
        Trainer other = Resumable.Rich();
        CheckpointContents before = CheckpointContents.Of(other);
        Random random = new(seed);
        for (int round = 0; round < 600; round++)
        {
            byte[] damaged = Damaged(whole, header, random);
            if (damaged.AsSpan().SequenceEqual(whole))
                continue;
            File.WriteAllBytes(_path, damaged);
            Assert.Throws<InvalidDataException>(() => other.Restore(_path));
        }

        CheckpointContents after = CheckpointContents.Of(other);
        Assert.All(before.Arrays, entry => Assert.Equal(entry.Value.Values, after.Arrays[entry.Key].Values));
        File.WriteAllBytes(_path, whole);
        other.Restore(_path);
        Assert.Null(ResumeCheck.Difference(trainer, other));
    }

    private static byte[] Damaged(byte[] whole, int header, Random random)
    {
        byte[] copy = [.. whole];
        // Half of the time in the header, which is the smaller part but has more to go wrong.
        int at = random.Next(2) == 0 ? random.Next(header) : random.Next(whole.Length);
        int length = random.Next(1, 1 + Math.Min(64, whole.Length - at));
        switch (random.Next(8))
        {
            case 0:
                return copy[..random.Next(whole.Length)];
            case 1:
                return [.. copy[..(at + length)], .. copy[at..]];
            case 2:
                return [.. copy[..at], .. copy[(at + length)..]];
            case 3:
                random.NextBytes(copy.AsSpan(at, length));
                return copy;
            case 4:
                copy.AsSpan(at, length).Clear();
                return copy;
            case 5:
                // A sector of another place, as a broken file system leaves it.
                int from = random.Next(whole.Length - length);
                whole.AsSpan(from, length).CopyTo(copy.AsSpan(at));
                return copy;
            default:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
        }
    }
}
