using System.Globalization;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Tests.Data;

namespace Anneal.Tests.Faults;

/// <summary>kill -9 at random moments of starting, training, writing checkpoints, storing and reporting: nothing that was over is lost, and everything ends as if nobody had killed anything.</summary>
public sealed class KillTests : IDisposable
{
    // ANNEAL_KILLS asks for more.
    private const int Usually = 200;

    // Trainings under torment at a time.
    private const int Side = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whenever_it_is_killed_a_training_ends_with_the_same_numbers()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("ANNEAL_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked : Usually;
        Tormented whole = Tormented.Undisturbed(_folder.Path);
        Tally tally = new(kills);
        await Task.WhenAll(Enumerable.Range(0, Side).Select(side => Task.Run(() => TormentAsync(side, whole, tally))));
        Assert.True(tally.Kills >= kills);
        Assert.True(tally.Ended > 1);
        Figures.Note("kills", string.Create(CultureInfo.InvariantCulture, $"| {tally.Kills} | {tally.Before} | {tally.Under} | {tally.After} | {tally.Ended} | 0 |"));
    }

    private async Task TormentAsync(int side, Tormented whole, Tally tally)
    {
        Random random = new(side);
        HashSet<string> fleeting = [.. whole.Fleeting];
        for (int number = 0; !tally.Enough; number++)
        {
            Tormented training = new(Path.Combine(_folder.Path, $"run-{side}-{number}"), Path.Combine(_folder.Path, "runs.db"));
            ContestFolder folder = ContestFolder.Create(training.Folder, Tormented.Plan);
            Dictionary<string, string> over = [];
            int? code = null;
            while (code is null)
            {
                (code, string error) = await training.GoOnAsync(tally.Enough ? null : 100 + random.Next(1300));
                Assert.True(code is null or 0, error);
                KeepsWhatIsOver(folder, over);
                if (code is null)
                    tally.Count(over.Count == Tormented.Plan.Seeds ? KillMoment.After : Directory.Exists(Path.Combine(training.Folder, "runs")) ? KillMoment.Under : KillMoment.Before);
            }

            Assert.Equal(whole.Numbers, training.Numbers);
            Assert.Equal(whole.Stored, training.Stored);
            Assert.Subset(fleeting, training.Fleeting.ToHashSet());
            tally.End();
        }
    }

    // A run that was over is so for good, with what it measured.
    private static void KeepsWhatIsOver(ContestFolder folder, Dictionary<string, string> over)
    {
        foreach (int seed in Enumerable.Range(Tormented.Plan.FirstSeed, Tormented.Plan.Seeds))
        {
            (Setup setup, IReadOnlyList<Entrant> entrants) = ContestRunner.Prepare(folder.Plan, TextWriter.Null);
            RunFolder run = folder.Of(entrants[0], seed);
            string content = run.Ended() is RunRecord record ? $"{record} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(run.Checkpoint)))}" : "";
            if (over.TryGetValue(run.Folder, out string? before))
                Assert.Equal(before, content);
            else if (content.Length > 0)
                over.Add(run.Folder, content);
        }
    }

    /// <summary>When a process was killed: before it had begun, with runs under way, or when all were over.</summary>
    private enum KillMoment
    {
        Before,
        Under,
        After,
    }

    private sealed class Tally(int wanted)
    {
        private int _before, _under, _after, _ended;

        public int Before => _before;

        public int Under => _under;

        public int After => _after;

        public int Kills => _before + _under + _after;

        public int Ended => _ended;

        public bool Enough => Kills >= wanted;

        public void End() => Interlocked.Increment(ref _ended);

        public void Count(KillMoment moment)
        {
            switch (moment)
            {
                case KillMoment.Before:
                    Interlocked.Increment(ref _before);
                    break;
                case KillMoment.Under:
                    Interlocked.Increment(ref _under);
                    break;
                default:
                    Interlocked.Increment(ref _after);
                    break;
            }
        }
    }
}
