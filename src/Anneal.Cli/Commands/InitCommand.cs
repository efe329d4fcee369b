using System.CommandLine;
using Anneal.Cli.Configuration;
using Anneal.Cli.Experiments;
using Anneal.Cli.Outputs;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Writes a configuration to begin with.</summary>
internal sealed class InitCommand : AnnealCommand
{
    private readonly Argument<string?> _file = new("file") { HelpName = "FILE", Arity = ArgumentArity.ZeroOrOne, Description = "The file to write; one that is there is left alone. Default: anneal.yaml. - is standard output." };
    private readonly Option<string?> _experiment = new("--experiment") { HelpName = "NAME", Description = $"What is trained: {string.Join(", ", Experiment.All.Select(experiment => experiment.Name))}. Default: square." };
    private readonly Option<string?> _data = new("--data") { HelpName = "FILE", Description = "A CSV file of your own." };
    private readonly Option<string?> _target = new("--target") { HelpName = "COLUMN", Description = "Its column that is to be predicted." };
    private readonly Option<bool> _schema = new("--schema") { Description = "Print the JSON schema of configurations instead, for editors." };

    public InitCommand() : base("init", "Write a configuration for 'anneal train', with every key explained.")
    {
        _experiment.CompletionSources.Add(_ => Experiment.All.Select(experiment => experiment.Name));
        Add(_file);
        foreach (Option option in (Option[])[_experiment, _data, _target, _schema])
            Add(option);
    }

    public override int Place => -3;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("anneal init", "anneal.yaml for y = x², which trains as it is"),
        ("anneal init fashion.yaml --experiment lenet", "LeNet on Fashion-MNIST"),
        ("anneal init --data houses.csv --target price", "your own table"),
        ("anneal init --schema > anneal.schema.json", "completion and checks while you type, in editors that know JSON Schema"),
    ];

    public override IReadOnlyList<string> Notes => ["Exit code: 0, or 2 for input that cannot be used."];

    public override int Run(ParseResult parsed, Screen screen)
    {
        if (parsed.GetValue(_schema))
        {
            screen.Data.Write(JsonSchema.Text());
            return 0;
        }

        string file = parsed.GetValue(_file) ?? "anneal.yaml";
        if (file != Destination.Standard && (File.Exists(file) || Directory.Exists(file)))
            throw new UserError($"'{file}' is there already, and nothing is ever overwritten: name another file, or delete it.");
        string text = Asked(parsed, file, screen).Text();
        Destination.Write(file, screen, output => output.Write(text));
        if (file != Destination.Standard)
            screen.Out.WriteLine($"Look at it: anneal train {file} --dry-run");
        return 0;
    }

    private Template Asked(ParseResult parsed, string file, Screen screen)
    {
        string? named = parsed.GetValue(_experiment);
        if (parsed.GetValue(_data) is not string path)
        {
            if (parsed.GetValue(_target) is not null)
                throw new UserError("--target names a column of a table: add --data FILE.csv.");
            Experiment chosen = Experiment.Find(named ?? "square");
            return chosen is not TableExperiment ? new(chosen, new(), 0) : throw new UserError("Which table? Add --data FILE.csv --target COLUMN.");
        }

        if (named is not null && Experiment.Find(named) is not TableExperiment)
            throw new UserError($"--data is a table of your own, which '{named}' does not learn: leave out --experiment.");
        string target = parsed.GetValue(_target) ?? throw new UserError($"Which column of '{path}' is to be predicted? Add --target with one of: {Columns(path)}.");
        Experiment table = new TableExperiment();
        // Read once, so that what does not fit is said now.
        ExperimentData data = table.Load(new(new() { Source = "csv", Path = path, Target = target }, screen.Error));
        string folder = Path.GetDirectoryName(Path.GetFullPath(file == Destination.Standard ? "-" : file))!;
        string relative = Path.GetRelativePath(folder, Path.GetFullPath(path)).Replace('\\', '/');
        return new(table, new() { Source = "csv", Path = relative, Target = target }, data.Training.Count);
    }

    private static string Columns(string path)
    {
        try
        {
            using StreamReader reader = new(path);
            char[] head = new char[4000];
            string line = new string(head, 0, reader.ReadBlock(head)).Split('\n')[0];
            return Configuration.Yaml.Messages.Short(line.Replace("\"", "", StringComparison.Ordinal).Trim().Replace(",", ", ", StringComparison.Ordinal));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserError($"Cannot read '{path}': {exception.Message}");
        }
    }
}
