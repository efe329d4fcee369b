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
            byte[] damaged = Faults.Damage.Of(whole, header, random);
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
}
