using System.Globalization;
using Anneal.Cli.Comparisons;
using Anneal.Tests.Data;

namespace Anneal.Tests.Faults;

/// <summary>A disk that is full or cannot be written ends a training in words; with room again it ends as if nothing had been.</summary>
public sealed class DiskTests : IDisposable
{
    private const int Rounds = 5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_loses_nothing()
        => await TroubleAsync(disk => disk.Fill(), disk => disk.Free(), disk => Path.Combine(disk.Path, "runs.db"), "full");

    [Fact]
    public async Task A_disk_that_becomes_read_only_loses_nothing()
        // A file that is open for writing, as the store's is, keeps a disk from being made read-only.
        => await TroubleAsync(disk => Again(disk.Freeze), disk => disk.Thaw(), _ => Path.Combine(_folder.Path, "runs.db"), "read-only");

    [Fact]
    public async Task A_store_that_cannot_be_written_is_refused_before_anything_is_trained()
    {
        using SmallDisk? disk = SmallDisk.Mount(megabytes: 4);
        Assert.SkipWhen(disk is null, "A small disk can be mounted by the superuser only.");
        Tormented training = new(Path.Combine(_folder.Path, "run"), Path.Combine(disk.Path, "runs.db"));
        ContestFolder.Create(training.Folder, Tormented.Plan);
        disk.Freeze();
        (int? code, string error) = await training.GoOnAsync(null);
        Assert.Equal(2, code);
        Assert.Contains(disk.Path, error, StringComparison.Ordinal);
        Assert.Contains($"anneal resume {training.Folder} --no-store", error, StringComparison.Ordinal);
        Assert.Equal(["plan.json"], Directory.GetFileSystemEntries(training.Folder).Select(Path.GetFileName));
    }

    private async Task TroubleAsync(Action<SmallDisk> spoil, Action<SmallDisk> mend, Func<SmallDisk, string> store, string name)
    {
        using SmallDisk? disk = SmallDisk.Mount(megabytes: 16);
        Assert.SkipWhen(disk is null, "A small disk can be mounted by the superuser only.");
        Tormented whole = Tormented.Undisturbed(_folder.Path);
        Random random = new(3);
        int refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Tormented training = new(Path.Combine(disk.Path, $"run-{round}"), store(disk));
            ContestFolder.Create(training.Folder, Tormented.Plan);
            if (round == 0)
                spoil(disk);
            Task<(int? Code, string Error)> going = training.GoOnAsync(null);
            if (round > 0)
            {
                await Task.Delay(300 + random.Next(900));
                spoil(disk);
            }

            (int? code, string error) = await going;
            mend(disk);
            if (code != 0)
            {
                refused++;
                Assert.Equal(2, code);
                Assert.Matches("^anneal resume: |\nanneal resume: ", error);
                Assert.Contains(disk.Path, error, StringComparison.Ordinal);
                Assert.Contains($"anneal resume {training.Folder}", error, StringComparison.Ordinal);
                Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
                (code, error) = await training.GoOnAsync(null);
                Assert.True(code == 0, error);
            }

            Assert.Equal(whole.Numbers, training.Numbers);
            Assert.Equal(whole.Stored, training.Stored);
        }

        Assert.True(refused > Rounds / 2, $"Only {refused} of {Rounds} trainings noticed anything.");
        Figures.Note("disk", string.Create(CultureInfo.InvariantCulture, $"| {name} | {Rounds} | {refused} | 0 |"));
    }

    private static void Again(Action action)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                action();
                return;
            }
            catch (Xunit.Sdk.XunitException) when (tries < 50)
            {
                Thread.Sleep(5);
            }
        }
    }
}
