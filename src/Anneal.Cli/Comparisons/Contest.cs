using Anneal.Cli.Experiments;
using Anneal.Cli.Storage;
using Anneal.Comparing;

namespace Anneal.Cli.Comparisons;

/// <summary>All runs of a comparison, and what they say together.</summary>
internal sealed class Contest
{
    public Contest(Setup setup, IReadOnlyList<Entrant> entrants, int seeds, int firstSeed, int threads, ContestFolder? folder, Recording? recording = null)
    {
        (Setup, Entrants, Seeds, Threads) = (setup, entrants, seeds, threads);
        // Seed by seed, so that what is there half-way can be compared.
        Runs = [.. from seed in Enumerable.Range(firstSeed, seeds) from entrant in entrants select new ComparedRun(setup, entrant, seed, folder?.Of(entrant, seed), folder?.Recorder(setup, entrant, seed, recording))];
    }

    public Setup Setup { get; }

    public IReadOnlyList<Entrant> Entrants { get; }

    public int Seeds { get; }

    public int Threads { get; }

    public IReadOnlyList<ComparedRun> Runs { get; }

    /// <summary>Seconds from the first run's beginning to the last one's end.</summary>
    public double Seconds { get; private set; }

    public IEnumerable<ComparedRun> Of(Entrant entrant) => Runs.Where(run => run.Entrant == entrant);

    /// <summary>Who is better than whom beyond the noise: all pairs, or one that was named beforehand against the others.</summary>
    public Ranking Rank(string? against)
        => Ranking.Of(
            Entrants.Select(entrant => new Contender(entrant.Label, Of(entrant).ToDictionary(run => run.Seed, run => run.Result))),
            Setup.Deciding.Direction is Controllers.Direction.Maximize ? Better.Higher : Better.Lower,
            against);

    /// <summary>Trains all, several at a time; <paramref name="watch"/> is called again and again while they train.</summary>
    public void Train(Action watch, CancellationToken cancellation)
    {
        long began = System.Diagnostics.Stopwatch.GetTimestamp();
        int workers = Math.Min(Threads, Runs.Count);
        int each = Math.Max(1, Threads / workers);
        int next = -1;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] tasks = [.. Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task all = Task.WhenAll(tasks);
        while (!all.IsCompleted)
        {
            watch();
            Task.WaitAny([all], millisecondsTimeout: 100, CancellationToken.None);
        }

        watch();
        Seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
        all.GetAwaiter().GetResult();

        void Work()
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref next) is int run && run < Runs.Count)
            {
                try
                {
                    if (!Runs[run].Recall())
                        Runs[run].Train(each, stop.Token);
                }
                catch
                {
                    // One that cannot go on, as when the disk is full, ends all: their checkpoints are written.
                    stop.Cancel();
                    throw;
                }
            }
        }
    }
}
