using Anneal.Cli.Terminal;

namespace Anneal.Cli.Comparisons;

/// <summary>A comparison while it runs: a table that is written again in place, or a line now and then where it cannot be.</summary>
internal sealed class ContestView(Contest contest, Screen screen)
{
    private const int MostLabel = 28;
    private const double PlainEvery = 10;

    private readonly LiveLines _lines = new(screen.Out);
    private readonly HashSet<ComparedRun> _told = [];
    private readonly long _began = System.Diagnostics.Stopwatch.GetTimestamp();
    private double _plain;

    private double Seconds => System.Diagnostics.Stopwatch.GetElapsedTime(_began).TotalSeconds;

    private double Done => contest.Runs.Average(Share);

    public void Update()
    {
        if (screen.Live)
            _lines.Show([.. Table()]);
        else
            Tell();
    }

    /// <summary>Leaves no trace of the live table: the results take its place.</summary>
    public void Clear()
    {
        if (screen.Live)
            _lines.Clear();
    }

    private IEnumerable<string> Table()
    {
        int label = Math.Min(MostLabel, Math.Max("schedule".Length, contest.Entrants.Max(entrant => CellText.Width(entrant.Label))));
        string metric = contest.Setup.Metrics[0].Name;
        int bar = Math.Clamp(screen.Width - label - 62, 6, 30);
        yield return $"{"schedule".PadRight(label)}  seeds  {"epoch".PadRight(bar + 10)}  {"rate",9}  {"loss",9}  {metric,9}  ";
        foreach (Entrant entrant in contest.Entrants)
        {
            ComparedRun[] runs = [.. contest.Of(entrant)];
            ComparedRun shown = runs.LastOrDefault(run => run.Status is RunStatus.Training) ?? runs.LastOrDefault(run => run.IsOver) ?? runs[0];
            ComparedRun.Progress now = shown.Now;
            string name = CellText.Elide(CellText.Clean(entrant.Label, screen.Unicode), label, screen.Unicode);
            string epochs = $"{now.Epoch}/{contest.Setup.Epochs}".PadLeft(9);
            string state = shown.Status switch { RunStatus.Diverged => "diverged", RunStatus.Waiting => "waiting", _ => "" };
            yield return $"{name}{new string(' ', label - CellText.Width(name))}  {runs.Count(run => run.IsOver)}/{runs.Length}".PadRight(label + 7) + $"  {ProgressBar.Draw(runs.Average(Share), bar, screen.Unicode)} {epochs}  {NumberCell.Short(now.Rate),9}  {NumberCell.Short(now.Loss),9}  {NumberCell.Short(now.Metric ?? double.NaN),9}  {state}";
        }

        double left = Done > 0.005 ? Seconds / Done * (1 - Done) : double.NaN;
        yield return $"{contest.Runs.Count(run => run.IsOver)} of {contest.Runs.Count} runs, {NumberCell.Time(Seconds)}, about {NumberCell.Time(left)} left";
    }

    private void Tell()
    {
        foreach (ComparedRun run in contest.Runs.Where(run => run.IsOver && _told.Add(run)))
        {
            string metric = contest.Setup.Metrics[0].Name;
            string result = run.Status is RunStatus.Diverged ? "diverged" : $"{metric} {NumberCell.Short(run.Last)}, loss {NumberCell.Short(run.Now.Loss)}";
            screen.Out.WriteLine($"{_told.Count,3} of {contest.Runs.Count}  {run.Entrant.Label}, seed {run.Seed}: {result} after {run.Now.Epoch} epochs in {NumberCell.Time(run.Seconds)}");
            _plain = Seconds;
        }

        if (Seconds - _plain < PlainEvery)
            return;
        _plain = Seconds;
        foreach (ComparedRun run in contest.Runs.Where(run => run.Status is RunStatus.Training))
            screen.Out.WriteLine($"           {run.Entrant.Label}, seed {run.Seed}: epoch {run.Now.Epoch} of {contest.Setup.Epochs}, loss {NumberCell.Short(run.Now.Loss)}");
        screen.Out.Flush();
    }

    private double Share(ComparedRun run) => run.IsOver ? 1 : (double)run.Now.Step / contest.Setup.Length.Total;
}
