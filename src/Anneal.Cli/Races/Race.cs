using System.Globalization;
using Anneal.Charts;
using Anneal.Cli.Outputs;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Races;

/// <summary>The walks of all optimizers over one surface, as picture, table and numbers.</summary>
internal sealed record Race(Surface Surface, (double X, double Y) Start, int Steps, IReadOnlyList<Run> Runs)
{
    private const int SparkCells = 12;

    public SurfaceChart Picture() => new()
    {
        Height = Surface.Value,
        X = Surface.X,
        Y = Surface.Y,
        Paths = [.. Runs.Select(run => new SurfacePath(run.Label, run.Points))],
        Marks = [new(Start.X, Start.Y, "start"), new(Surface.Minimum.X, Surface.Minimum.Y, "minimum")],
        Title = $"{Surface.Name}, {Steps} updates",
    };

    public void Draw(Screen screen, bool unicode)
    {
        screen.Draw(new SurfaceView(Surface, Runs) { Width = screen.Width, Height = Math.Max(10, screen.ChartRows + 4), Unicode = unicode, Dashed = !screen.Colour }.Draw(Start));
        screen.Out.WriteLine();
        string[] heads = ["optimizer", "loss", "arrives after", "at", "loss by step"];
        int label = Math.Max(heads[0].Length, Runs.Max(run => CellText.Width(run.Label)));
        label = Math.Min(label, Math.Max(20, screen.Width - 58));
        screen.Strong($"   {heads[0].PadRight(label)}  {heads[1],9}  {heads[2],13}  {heads[3],-18}  {heads[4]}");
        screen.Out.WriteLine();
        foreach ((Run run, int index) in Runs.Select((run, index) => (run, index)).OrderBy(entry => entry.run.Diverged).ThenBy(entry => entry.run.Arrived(Surface) ?? int.MaxValue).ThenBy(entry => entry.run.Last))
        {
            string name = CellText.Elide(CellText.Clean(run.Label, unicode), label, unicode);
            screen.Write(unicode ? "── " : $"{DotGrid.Letter(index)}  ", index);
            screen.Write(name + new string(' ', label - CellText.Width(name)), index);
            string spark = Sparkline.Draw(run.Losses, SparkCells, unicode, log: true);
            screen.Out.WriteLine(FormattableString.Invariant($"  {Number(run.Last),9}  {Verdict(run),13}  {Place(run.Points[^1]),-18}  {spark}"));
        }
    }

    public void WriteCsv(TextWriter output)
    {
        output.Write("optimizer,step,x,y,loss\n");
        foreach (Run run in Runs)
        {
            for (int step = 0; step < run.Points.Count; step++)
                output.Write(FormattableString.Invariant($"\"{run.Label.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{step},{run.Points[step].X:R},{run.Points[step].Y:R},{run.Losses[step]:R}\n"));
        }
    }

    public void WriteJson(TextWriter output)
    {
        output.Write(FormattableString.Invariant($"{{\"surface\":{Json.Text(Surface.Name)},\"steps\":{Steps},\"start\":[{Start.X:R},{Start.Y:R}],\"runs\":["));
        for (int i = 0; i < Runs.Count; i++)
        {
            Run run = Runs[i];
            output.Write(i == 0 ? "\n" : ",\n");
            output.Write(FormattableString.Invariant($" {{\"label\":{Json.Text(run.Label)},\"optimizer\":{Json.Text(run.Rule.ToString())},\"loss\":{Json.Number(run.Last)},\"arrived\":{run.Arrived(Surface)?.ToString(CultureInfo.InvariantCulture) ?? "null"},\"diverged\":{(run.Diverged ? "true" : "false")},\"end\":[{Json.Number(run.Points[^1].X)},{Json.Number(run.Points[^1].Y)}]}}"));
        }

        output.Write("\n]}\n");
    }

    private string Verdict(Run run) => run.Diverged ? "diverged" : run.Arrived(Surface) is int steps ? steps.ToString(CultureInfo.InvariantCulture) : "-";

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("0.##e+0", CultureInfo.InvariantCulture) : "no number";

    private static string Place((double X, double Y) place)
        => double.IsFinite(place.X + place.Y) && Math.Abs(place.X) < 1e5 && Math.Abs(place.Y) < 1e5 ? FormattableString.Invariant($"{place.X:0.###}, {place.Y:0.###}") : "far away";
}
