using System.Globalization;
using Anneal.Charts;
using Anneal.Cli.Comparisons;
using Anneal.Cli.Experiments;
using Anneal.Cli.Outputs;
using Anneal.Cli.Plans;
using Anneal.Cli.Terminal;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Schedules.Lint;
using Anneal.Training;

namespace Anneal.Cli.Configuration;

/// <summary>What would be trained: network, data, updates, groups, the curve and what is probably wrong with it.</summary>
internal sealed class PlanView(TrainingFile file, Setup setup, Entrant entrant, Trainer trainer)
{
    private const int Column = 12;
    private const int MostNames = 6;
    private const long MostAsked = 1_000_000;
    private const int Spread = 4096;

    private Plan Plan => file.Plan;

    private static string Count(long number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {what}{(number == 1 ? "" : "s")}");

    public void Write(Screen screen)
    {
        Row(screen, "experiment", Plan.Experiment);
        Row(screen, "network", $"{NetworkName()}, {Count(trainer.Network.Parameters.Sum(parameter => (long)parameter.Shape.FlattenedLength), "weight")} in {Count(trainer.Network.Parameters.Count, "tensor")}");
        Row(screen, "data", setup.Data.Origin);
        Row(screen, "run", $"{Count(setup.Epochs, "epoch")} of {Count(setup.Length.StepsPerEpoch!.Value, "update")}, {Count(setup.Length.Total, "update")} in all; batch {setup.Batch}{(Plan.Options.AccumulateOver > 1 ? $", {Plan.Options.AccumulateOver} of them to an update" : "")}; {Count(Plan.Seeds, "seed")} from {Plan.FirstSeed} on");
        Row(screen, "optimizer", Plan.Optimizer);
        Row(screen, "schedule", entrant.Text);
        foreach (string option in Options())
            Row(screen, "", option);
        Row(screen, "measured", string.Join(", ", setup.Metrics.Select(metric => metric.Name).Prepend("loss")));
        Groups(screen);
        Peer(screen);
        Chart(screen);
        Findings(screen);
        screen.Out.WriteLine();
        HelpText.Paragraph(screen, $"Nothing was trained: leave out --dry-run to train it.", 0);
    }

    /// <summary>The peer's part alone: what was understood, how the curve differs, what is not used.</summary>
    public void Peer(Screen screen)
    {
        if (file.Request.Understood.Count == 0)
            return;
        screen.Out.WriteLine();
        screen.Strong($"as a configuration of {file.Form.Name}");
        screen.Out.WriteLine();
        foreach (string sentence in file.Request.Understood)
            HelpText.Paragraph(screen, sentence, 2);
        if (file.Request.Ours is string ours)
            HelpText.Paragraph(screen, CurveDifference.Of(entrant.Schedule, Schedule.Parse(ours, setup.Length), setup.Length.Total).Sentence(file.Form.Name, ours), 2);
        else
            HelpText.Paragraph(screen, $"The first update has a rate of {CurveDifference.Rate(new Curve("", entrant.Schedule).At(0))}, the last one {CurveDifference.Rate(new Curve("", entrant.Schedule).At(setup.Length.Total - 1))}.", 2);
        if (file.Request.Unused.Count > 0)
            HelpText.Paragraph(screen, $"Not used here: {string.Join(", ", file.Request.Unused.Select(Yaml.Messages.Short))}.", 2);
    }

    public void WriteJson(TextWriter output)
    {
        string groups = string.Join(",", trainer.Optimizer.Groups.Select(group => $"{{\"name\":{Json.Text(group.Name)},\"parameters\":[{string.Join(",", group.Parameters.Select(parameter => Json.Text(parameter.Name)))}],\"rule\":{Json.Text(group.Rule.ToString())}}}"));
        string findings = string.Join(",", entrant.Schedule.Check(setup.Length).Select(finding => $"{{\"code\":{Json.Text(finding.Code)},\"severity\":{Json.Text(finding.Severity.ToString().ToLowerInvariant())},\"problem\":{Json.Text(finding.Problem)},\"remedy\":{Json.Text(finding.Remedy)}}}"));
        string List(IEnumerable<string> texts) => $"[{string.Join(",", texts.Select(Json.Text))}]";
        string difference = file.Request.Ours is string ours && CurveDifference.Of(entrant.Schedule, Schedule.Parse(ours, setup.Length), setup.Length.Total) is var apart
            ? $"{{\"ours\":{Json.Text(ours)},\"first\":{Json.Number(apart.First.Theirs)},\"ourFirst\":{Json.Number(apart.First.Ours)},\"last\":{Json.Number(apart.Last.Theirs)},\"ourLast\":{Json.Number(apart.Last.Ours)}}}"
            : "null";
        output.Write($"{{\"form\":{Json.Text(file.Form.Name)},\"weights\":{trainer.Network.Parameters.Sum(parameter => (long)parameter.Shape.FlattenedLength)},\"data\":{Json.Text(setup.Data.Origin)},\"updates\":{setup.Length.Total},\"updatesPerEpoch\":{setup.Length.StepsPerEpoch},\"groups\":[{groups}],\"understood\":{List(file.Request.Understood)},\"difference\":{difference},\"unused\":{List(file.Request.Unused)},\"findings\":[{findings}],\"plan\":{Plan.ToJson()}}}\n");
    }

    private string NetworkName() => Plan.Network is null ? trainer.Network.GetType().Name : setup.Experiment.Summary;

    private IEnumerable<string> Options()
    {
        TrainingOptions options = Plan.Options;
        if (options.LayerDecay is double decay)
            yield return $"layer by layer × {Short(decay)} away from the output";
        if (options.ClipNorm is double norm)
            yield return $"gradients clipped to a norm of {Short(norm)}";
        if (options.ClipValue is double value)
            yield return $"gradients clipped to ±{Short(value)}";
        if (options.Average is AveragePlan average)
            yield return $"validated with an average of the weights ({average.Type})";
        if (options.Plateau is PlateauPlan plateau)
            yield return $"× {Short(plateau.Factor)} when {plateau.Metric ?? "validation_loss"} has not improved for more than {Count(plateau.Patience, "epoch")}";
        if (options.EarlyStopping is EarlyStoppingPlan stopping)
            yield return $"ends early when {stopping.Metric ?? "validation_loss"} has not improved for more than {Count(stopping.Patience, "epoch")}";
        if (options.Guard is GuardPlan guard)
            yield return $"guard: {guard.OnNonFinite.ToString().ToLowerInvariant()} what is not finite, {guard.OnExplosion.ToString().ToLowerInvariant()} above {Short(guard.Factor)} times the usual norm";
        if (options.KeepBest is string best)
            yield return $"the best epoch by {best} is kept";
    }

    private void Groups(Screen screen)
    {
        if (trainer.Optimizer.Groups.Count < 2)
            return;
        foreach (ParameterGroup group in trainer.Optimizer.Groups)
        {
            string names = string.Join(", ", group.Parameters.Take(MostNames).Select(parameter => parameter.Name)) + (group.Parameters.Count > MostNames ? $", … ({group.Parameters.Count} in all)" : "");
            Row(screen, "group", $"{group.Name}: {names}{(group.FrozenUntil > 0 ? $"; frozen until update {group.FrozenUntil}" : "")}");
            HelpText.Paragraph(screen, group.Rule.ToString(), Column + 2);
        }
    }

    private void Chart(Screen screen)
    {
        screen.Out.WriteLine();
        screen.Draw(new BrailleChart
        {
            Series = [Line(4 * screen.Width)],
            XLabel = "update",
            YLabel = "learning rate",
            Width = screen.Width,
            Height = Math.Max(6, screen.ChartRows * 2 / 3),
            Unicode = screen.Unicode,
        }.Draw());
    }

    // Of a run that is too long to ask every update, evenly spread ones.
    private Series Line(int stretches)
    {
        Curve curve = new("learning rate", entrant.Schedule);
        if (setup.Length.Total <= MostAsked)
            return curve.Line(setup.Length.Total, stretches);
        double[] steps = [.. Enumerable.Range(0, Spread).Select(i => Math.Floor((setup.Length.Total - 1) * (double)i / (Spread - 1)))];
        return new(curve.Label, steps, [.. steps.Select(step => curve.At((long)step))]);
    }

    private void Findings(Screen screen)
    {
        IReadOnlyList<Finding> findings = entrant.Schedule.Check(setup.Length);
        screen.Out.WriteLine();
        if (findings.Count == 0)
            screen.Out.WriteLine("The schedule fits the run: nothing to report.");
        foreach (Finding finding in findings)
        {
            screen.Write(finding.Severity.ToString().ToLowerInvariant(), finding.Severity switch { Severity.Error => 4, Severity.Warning => 1, _ => 0 });
            screen.Out.WriteLine($" {finding.Code}{(finding.Step is null ? "" : $", step {finding.Step}")}");
            HelpText.Paragraph(screen, $"{finding.Problem} {finding.Remedy}", 2);
        }
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static void Row(Screen screen, string name, string text)
    {
        screen.Out.Write(name);
        HelpText.Paragraph(screen, text, Column, name.Length);
    }
}
