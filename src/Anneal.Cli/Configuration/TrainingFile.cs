using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration;

/// <summary>A training that was read from a file, in our own form or a peer's.</summary>
internal sealed class TrainingFile
{
    private readonly Request _request;

    private TrainingFile(string path, Form form, Request request) => (Path, Form, _request) = (path, form, request);

    public string Path { get; }

    public Form Form { get; }

    /// <summary>What is asked for as far as it is known without the data; <see cref="Complete"/> knows the rest.</summary>
    public Plan Plan => _request.Plan;

    /// <summary>What was understood and what differs.</summary>
    public Request Request => _request;

    /// <summary>Reads a file and puts values from the command line in the place of its own.</summary>
    /// <param name="path">A file of YAML or JSON.</param>
    /// <param name="sets">Applied in their order; keys of ours in a peer's file begin with <c>anneal.</c>, which is put in front where <paramref name="own"/> has them.</param>
    /// <param name="own">Keys of our own form.</param>
    /// <exception cref="UserError">Something cannot be used; up to ten faults are said at once.</exception>
    public static TrainingFile Read(string path, IReadOnlyList<Set> sets, params IReadOnlyList<Set> own)
    {
        Faults faults = new();
        Entry entry = YamlReader.Read(YamlFile.Read(path), path, faults);
        if (entry is not Mapping root)
            throw new UserError($"{entry.Place}: a configuration is keys with values, such as 'epochs: 20', not {entry.Shown}. 'anneal init' writes one to begin with.");
        Form form = Form.All.First(one => one.Recognises(root));
        foreach (Set set in own)
            root = (set with { Path = form.Prefix + set.Path }).Apply(root, form.Section, faults);
        foreach (Set set in sets)
            root = set.Apply(root, form.Section, faults);
        form.Section.Check(root, faults);
        Request? request = form.Read(new Given(root, form.Section, faults), new Source(path, faults));
        faults.Throw();
        return new(path, form, request ?? throw new UserError($"{path}: this is a file of {form.Name}'s that cannot be understood. Compare it with docs/configuration.md."));
    }

    /// <summary>The same with all that depends on how many examples there are.</summary>
    public TrainingFile Complete(TextWriter progress)
    {
        if (Plan.Data is { Source: "csv", Path: string table } && !File.Exists(table))
            throw new UserError($"{Path}: 'data' names the table '{Messages.Short(table)}', which is not there. Paths in a file are relative to it, those of the command line to where it was typed.");
        if (_request.Sized is null)
            return this;
        (_, ExperimentData data) = PlannedExperiment.Load(Plan, progress);
        long batches = ((long)data.Training.Count + Plan.Batch - 1) / Plan.Batch;
        return new(Path, Form, _request.Sized((batches + Plan.Options.AccumulateOver - 1) / Plan.Options.AccumulateOver));
    }

    /// <summary>The same with another schedule.</summary>
    public TrainingFile With(PlannedSchedule schedule)
    {
        Faults faults = new();
        LocatedText text = new LocatedText().Add(schedule.Text, new Place("--schedule"));
        text.Schedule(Request.Nominal(Plan.Epochs), faults);
        faults.Throw();
        return new(Path, Form, _request with { Plan = Plan with { Schedules = [schedule] }, Sized = null, Ours = null, Texts = [.. _request.Texts.Where(other => other.IsRule), text] });
    }

    /// <summary>The same with the rate that was found in the place of each <c>found</c>.</summary>
    public TrainingFile WithRate(Func<Plan, Plan> find) => find(Plan) is Plan found && found != Plan ? new(Path, Form, _request with { Plan = found }) : this;

    /// <summary>Refuses metrics that are watched and not measured, before anything is trained.</summary>
    public void Check(Setup setup)
    {
        string[] measured = [.. setup.Metrics.Select(metric => metric.Name).Prepend("loss").SelectMany(name => (string[])[$"train_{name}", $"validation_{name}"])];
        Faults faults = new();
        foreach ((string key, string? metric) in new[] { ("keep_best", Plan.Options.KeepBest), ("plateau", Plan.Options.Plateau?.Metric), ("early_stopping", Plan.Options.EarlyStopping?.Metric) })
        {
            if (metric is not null && !measured.Contains(metric))
                faults.Add(new Place(Path), $"'{key}' watches '{Messages.Short(metric)}', which this run does not measure.{Messages.Nearest(metric, measured)}");
        }

        faults.Throw();
    }

    /// <summary>Says where in the file stands what the run, now that it is known, cannot hold.</summary>
    public void Check(RunLength run)
    {
        Faults faults = new();
        foreach (LocatedText text in _request.Texts)
            _ = text.IsRule ? (object?)text.Rule(run, faults) : text.Schedule(run, faults);
        faults.Throw();
    }
}
