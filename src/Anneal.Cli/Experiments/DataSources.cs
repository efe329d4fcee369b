namespace Anneal.Cli.Experiments;

/// <summary>The data that a configuration can name.</summary>
internal static class DataSources
{
    private static readonly Dictionary<string, (string Experiment, Func<DataSource, ExperimentData>? Load)> _known = new()
    {
        ["square"] = ("square", null),
        ["fashion-mnist"] = ("lenet", null),
        ["mnist"] = ("lenet", DownloadedData.Mnist),
        ["cifar"] = ("resnet20", null),
        ["csv"] = ("table", null),
    };

    public static IReadOnlyCollection<string> Names => _known.Keys;

    /// <summary>The experiment whose habits suit the data.</summary>
    public static string ExperimentFor(string source) => _known[source].Experiment;

    /// <summary>Reads the data of a source.</summary>
    public static ExperimentData Load(string name, DataSource source)
    {
        (string experiment, Func<DataSource, ExperimentData>? load) = _known[name];
        return load is null ? Experiment.Find(experiment).Load(source) : load(source);
    }
}
