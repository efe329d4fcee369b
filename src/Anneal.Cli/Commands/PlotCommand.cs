using System.CommandLine;
using Anneal.Charts;
using Anneal.Cli.Inputs;
using Anneal.Cli.Outputs;
using Anneal.Cli.Terminal;
using Anneal.Schedules;

namespace Anneal.Cli.Commands;

/// <summary>Draws schedules over each other.</summary>
internal sealed class PlotCommand : AnnealCommand
{
    private const long MostSteps = 10_000_000;
    private const long StepsOfEndless = 100;

    private readonly Argument<string[]> _schedules = new("schedules")
    {
        HelpName = "SCHEDULE",
        Arity = ArgumentArity.OneOrMore,
        Description = "A schedule, such as \"cosine(0.3, 0.01, over: 15)\" or \"pytorch:StepLR(lr=0.1, step_size=30)\"; with a label: \"slow = cosine(…)\". "
            + $"Or a gallery: {string.Join(", ", Gallery.Names)}. Or @FILE with a 'label = schedule' per line.",
    };

    private readonly RunOptions _run;
    private readonly Option<string> _svg = new("--svg") { HelpName = "FILE", Description = "Write an SVG picture instead, 720 × 400, for light and dark pages; - is standard output." };
    private readonly Option<string> _csv = new("--csv") { HelpName = "FILE", Description = "Write every step as CSV instead; - is standard output." };
    private readonly Option<bool> _json = new("--json") { Description = "Write every step as JSON to standard output instead." };
    private readonly Option<bool> _momentum = new("--momentum") { Description = "Add the momentum that goes with the schedule: one-cycle and cyclic ones have it." };
    private readonly Option<bool> _logY = new("--log-y") { Description = "Lay the rate out by powers of ten. Default: linear." };
    private readonly Option<string> _width = new("--width") { HelpName = "CELLS", Description = "Width of the chart in the terminal. Default: the terminal's, or 80 in a pipe." };
    private readonly Option<string> _height = new("--height") { HelpName = "ROWS", Description = "Height of the chart in the terminal. Default: what fits, or 14 in a pipe." };
    private readonly Option<bool> _ascii = new("--ascii") { Description = "Draw with letters instead of braille dots. Default where the locale is not UTF-8." };

    public PlotCommand() : base("plot", "Draw schedules over each other: in the terminal, as SVG, CSV or JSON.")
    {
        _schedules.CompletionSources.Add(_ => Gallery.Names.Concat(Anneal.Schedules.Text.Catalogue.Schedules.Where(entry => !entry.IsCombinator).Select(entry => $"{entry.Name}(")));
        Add(_schedules);
        _run = new(this, "the longest schedule, or 100 where all are endless");
        foreach (Option option in (Option[])[_svg, _csv, _json, _momentum, _logY, _width, _height, _ascii])
            Add(option);
    }

    public override int Place => 1;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal plot \"cosine(0.3, 0.01, over: 15).warmedUp(5)\"", "a warm-up of 5 steps, then a cosine of 15"),
        ("anneal plot \"cosine(0.1, 0, over: rest).warmedUp(5%)\" \"linear(0.1, 0, over: rest)\" --steps 2000", "two schedules over each other, with lengths as shares of the run"),
        ("anneal plot d2l --svg d2l.svg", "the five schedules of the D2L chapter, as a picture"),
        ("anneal plot \"oneCycle(0.1, over: 1000)\" --momentum --csv - | head", "rate and momentum as numbers"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        "Step 0 is the first update, so a run of N steps shows the steps 0 to N − 1. Up to 10,000,000 steps can be drawn; of many steps in one place the lowest and the highest are kept.",
        "Exit code: 0, or 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        Gallery gallery = Gallery.Of(parsed.GetValue(_schedules)!);
        RunLength? run = _run.Read(parsed) ?? (gallery.Steps is long given ? RunLength.Steps(given) : null);
        Curve[] rates = [.. gallery.Schedules.Select(written => new Curve(written.Label, written.Schedule(run)))];
        Curve[] momenta = parsed.GetValue(_momentum)
            ? [.. gallery.Schedules.Select(written => new Curve($"{written.Label} momentum", written.Momentum(run)))]
            : [];
        long steps = Steps(rates, run);
        bool drawn = true;
        if (Files(parsed) is { } twice)
            throw new UserError(twice);
        if (parsed.GetValue(_svg) is string svg)
        {
            drawn = false;
            LineChart picture = Picture(rates, momenta, steps, parsed.GetValue(_logY));
            string text = picture.ToSvg();
            Destination.Write(svg, screen, output => output.Write(text));
        }

        if (parsed.GetValue(_csv) is string csv)
        {
            drawn = false;
            Destination.Write(csv, screen, output => Table.WriteCsv(output, steps, [.. rates, .. momenta]));
        }

        if (parsed.GetValue(_json))
        {
            drawn = false;
            Table.WriteJson(screen.Data, steps, rates, momenta);
        }

        if (drawn)
            Draw(parsed, screen, rates, momenta, steps);
        return 0;
    }

    private static long Steps(Curve[] rates, RunLength? run)
    {
        long steps = run?.Total ?? rates.Select(rate => rate.Schedule.Length ?? 0).Max();
        if (steps == 0)
            steps = rates.All(rate => rate.Schedule.Length is null) ? StepsOfEndless : 1;
        return steps <= MostSteps
            ? steps
            : throw new UserError($"{steps} steps are too many to draw one by one; the most are {MostSteps}. The shape is the same in shorter: append .stretchTo(10000) and add --steps 10000.");
    }

    private string? Files(ParseResult parsed)
    {
        int streams = (parsed.GetValue(_svg) == Destination.Standard ? 1 : 0) + (parsed.GetValue(_csv) == Destination.Standard ? 1 : 0) + (parsed.GetValue(_json) ? 1 : 0);
        return streams > 1 ? "Only one of --svg -, --csv - and --json can go to standard output; give the others a file." : null;
    }

    private static LineChart Picture(Curve[] rates, Curve[] momenta, long steps, bool logY)
    {
        const int stretches = 2000;
        return new()
        {
            Series = [.. rates.Select(rate => rate.Line(steps, stretches)), .. momenta.Select(momentum => momentum.Line(steps, stretches, onRight: true))],
            XLabel = "step",
            YLabel = "learning rate",
            RightLabel = momenta.Length > 0 ? "momentum" : "",
            LogY = logY,
        };
    }

    private void Draw(ParseResult parsed, Screen screen, Curve[] rates, Curve[] momenta, long steps)
    {
        int width = Size(parsed.GetValue(_width), "--width", 24) ?? screen.Width;
        BrailleChart chart = new()
        {
            Series = [.. rates.Select(rate => rate.Line(steps, 4 * width))],
            XLabel = "step",
            YLabel = "learning rate",
            LogY = parsed.GetValue(_logY),
            Width = width,
            Height = Size(parsed.GetValue(_height), "--height", 3) ?? Math.Max(6, momenta.Length == 0 ? screen.ChartRows : screen.ChartRows * 3 / 5),
            Unicode = screen.Unicode && !parsed.GetValue(_ascii),
            Dashed = !screen.Colour && rates.Length > 1,
        };
        screen.Draw(chart.Draw());
        if (momenta.Length == 0)
            return;
        screen.Out.WriteLine();
        screen.Draw((chart with { Series = [.. momenta.Select(momentum => momentum.Line(steps, 4 * width))], YLabel = "momentum", LogY = false, Height = Math.Max(6, chart.Height / 2) }).Draw());
    }

    private static int? Size(string? written, string option, long least)
    {
        if (written is null)
            return null;
        const long most = 1000;
        long size = RunOptions.Whole(written, option, least);
        return size <= most ? (int)size : throw new UserError($"{option} is at most {most}, not {size}; a larger picture is --svg FILE.");
    }
}
