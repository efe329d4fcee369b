using System.Collections.Concurrent;
using Anneal.Cli.Terminal;
using Anneal.Training.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>Sweeps while they run: a line for each seed, written again in place; nothing where that cannot be.</summary>
internal sealed class RateView(Screen screen, string what) : IProgress<RateProgress>
{
    private const double Every = 0.1;

    private readonly ConcurrentDictionary<int, RateProgress> _seeds = new();
    private readonly LiveLines _lines = new(screen.Out);
    private readonly Lock _writing = new();
    private long _shown;

    public void Report(RateProgress value)
    {
        _seeds[value.Seed] = value;
        if (!screen.Live || System.Diagnostics.Stopwatch.GetElapsedTime(Volatile.Read(ref _shown)).TotalSeconds < Every || !_writing.TryEnter())
            return;
        try
        {
            _shown = System.Diagnostics.Stopwatch.GetTimestamp();
            int bar = Math.Clamp(screen.Width - 50, 6, 40);
            _lines.Show([what, .. _seeds.Values.OrderBy(seed => seed.Seed).Select(seed => $"seed {seed.Seed,-4} {ProgressBar.Draw((double)seed.Tried / seed.Rates, bar, screen.Unicode)} rate {NumberCell.Short(seed.Rate),9}  loss {NumberCell.Short(seed.Loss),9}")]);
        }
        finally
        {
            _writing.Exit();
        }
    }

    public void Clear()
    {
        if (screen.Live)
            _lines.Clear();
    }
}
