using System.Globalization;
using Anneal.Cli;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Modules;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli.Experiments;

public sealed class PlannedExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Place(string name) => Path.Combine(_folder.Path, name);

    public void Dispose() => _folder.Dispose();

    private static Plan Of(string experiment, DataPlan? data = null, NetworkPlan? network = null)
        => new() { Kind = PlanKind.Training, Name = "it", Experiment = experiment, Data = data ?? new(), Network = network, Schedules = [new("a", "constant(0.1)")], Optimizer = "sgd()", Epochs = 1, Batch = 1, Seeds = 1 };

    [Fact]
    public void Without_more_it_is_the_experiment_with_its_own_data()
    {
        (Experiment experiment, ExperimentData data) = PlannedExperiment.Load(Of("square"), TextWriter.Null);
        Assert.Equal(("square", 10), (experiment.Name, data.Training.Count));
    }

    [Fact]
    public void Another_network_takes_the_place_of_the_experiments_own()
    {
        (Experiment experiment, ExperimentData data) = PlannedExperiment.Load(Of("square", network: new() { Type = "mlp", Hidden = [4] }), TextWriter.Null);
        Module network = experiment.Network(data);
        network.Initialize(1);
        Assert.Equal(4 + 4 + 4 + 1, network.Parameters.Sum(parameter => parameter.Shape.FlattenedLength));
        Assert.Contains("mlp with hidden layers of 4", experiment.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_read_as_the_plan_says()
    {
        File.WriteAllLines(Place("t.csv"), ["id;size;zone;price", .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i};{i % 7};{i % 3};{2 * i}"))]);
        DataPlan table = new() { Source = "csv", Path = Place("t.csv"), Target = "price", Separator = ";", Ignored = ["id"], Categorical = ["zone"], ValidationShare = 0.5, Limit = 15 };
        (_, ExperimentData data) = PlannedExperiment.Load(Of("table", table), TextWriter.Null);
        Assert.Equal((15, 15, 1 + 3), (data.Training.Count, data.Validation.Count, data.Training.InputShape.FlattenedLength));
        Assert.Equal(40, PlannedExperiment.Load(Of("table", table with { Classification = true, Limit = null }), TextWriter.Null).Data.Training.Classes);
    }

    [Fact]
    public void Unknown_data_is_refused_with_the_nearest_name()
        => Assert.Contains("Did you mean 'mnist'?", Assert.Throws<UserError>(() => PlannedExperiment.Load(Of("square", new() { Source = "minst" }), TextWriter.Null)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_source_of_data_suits_an_experiment()
        => Assert.All(DataSources.Names, name => Assert.NotNull(Experiment.Find(DataSources.ExperimentFor(name))));
}
