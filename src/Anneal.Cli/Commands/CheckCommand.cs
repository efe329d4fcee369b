using System.CommandLine;
using Anneal.Cli.Inputs;
using Anneal.Cli.Outputs;
using Anneal.Cli.Terminal;
using Anneal.Schedules;
using Anneal.Schedules.Lint;

namespace Anneal.Cli.Commands;

/// <summary>Says what is probably wrong with a schedule for a run.</summary>
internal sealed class CheckCommand : AnnealCommand
{
    private readonly Argument<string> _schedule = new("schedule")
    {
        HelpName = "SCHEDULE",
        Description = "The schedule as text, such as \"cosine(0.3, 0.01, over: 15)\" or \"pytorch:StepLR(lr=0.1, step_size=30)\".",
    };

    private readonly RunOptions _run;
    private readonly Option<bool> _json = new("--json") { Description = "Write the findings as JSON." };

    public CheckCommand() : base("check", "Say what is probably wrong with a schedule for a run, and what to change.")
    {
        Add(_schedule);
        _run = new(this, "the schedule's own length");
        Add(_json);
    }

    public override int Place => 2;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal check \"oneCycle(0.1, over: 1000)\" --steps 1500", "does it last as long as the run?"),
        ("anneal check \"cosine(0.1, 0, over: 90)\" --epochs 90 --steps-per-epoch 500", "given in epochs, mix-ups of epochs and steps show"),
        ("anneal check \"$(cat schedule.txt)\" --steps 20000 || exit 1", "stop a script before the training does"),
    ];

    public override IReadOnlyList<string> Notes =>
    [
        $"Looks for: {string.Join(", ", LintRule.All.Select(rule => rule.Code))}.",
        "Exit code: 0 when there is nothing to report, 1 when there are findings, 2 for input that cannot be used.",
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        Written written = Written.Read(parsed.GetValue(_schedule)!);
        RunLength? given = _run.Read(parsed);
        Schedule schedule = written.Schedule(given);
        RunLength run = given ?? RunLength.Steps(schedule.Length is long length and > 0
            ? length
            : throw new UserError("How long is the run? This schedule has no length of its own: add --steps N, or --epochs E and --steps-per-epoch S."));
        IReadOnlyList<Finding> findings = schedule.Check(run);
        if (parsed.GetValue(_json))
            WriteJson(screen.Data, schedule, run, findings);
        else
            Write(screen, written, run, findings);
        return findings.Count == 0 ? 0 : 1;
    }

    private static void Write(Screen screen, Written written, RunLength run, IReadOnlyList<Finding> findings)
    {
        string length = run.StepsPerEpoch is null ? Count(run.Total, "step") : $"{run.Total} steps, {run}";
        string result = findings.Count == 0 ? "nothing to report" : Count(findings.Count, "finding");
        HelpText.Paragraph(screen, $"{written.Label} over {length}: {result}", 0);
        foreach (Finding finding in findings)
        {
            screen.Out.WriteLine();
            screen.Write(finding.Severity.ToString().ToLowerInvariant(), finding.Severity switch { Severity.Error => 4, Severity.Warning => 1, _ => 0 });
            screen.Out.WriteLine($" {finding.Code}{(finding.Step is null ? "" : $", step {finding.Step}")}");
            HelpText.Paragraph(screen, finding.Problem, 2);
            HelpText.Paragraph(screen, finding.Remedy, 2);
        }
    }

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static void WriteJson(TextWriter output, Schedule schedule, RunLength run, IReadOnlyList<Finding> findings)
    {
        output.Write($"{{\"schedule\":{Json.Text(schedule.ToString())},\"steps\":{run.Total},\"stepsPerEpoch\":{run.StepsPerEpoch?.ToString() ?? "null"},\"findings\":[");
        for (int i = 0; i < findings.Count; i++)
        {
            Finding finding = findings[i];
            output.Write(i == 0 ? "\n" : ",\n");
            output.Write($" {{\"code\":{Json.Text(finding.Code)},\"severity\":{Json.Text(finding.Severity.ToString().ToLowerInvariant())},");
            output.Write($"\"step\":{finding.Step?.ToString() ?? "null"},\"problem\":{Json.Text(finding.Problem)},\"remedy\":{Json.Text(finding.Remedy)}}}");
        }

        output.Write(findings.Count == 0 ? "]}\n" : "\n]}\n");
    }
}
