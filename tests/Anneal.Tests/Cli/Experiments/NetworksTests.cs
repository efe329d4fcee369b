using Anneal.Cli;
using Anneal.Cli.Experiments;
using Anneal.Cli.Plans;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Parameters;

namespace Anneal.Tests.Cli.Experiments;

public class NetworksTests
{
    private static readonly ExperimentData _values = new(SquareFunction.Training, SquareFunction.Validation, "y = x²");
    private static readonly ExperimentData _pictures = Pictures(1, 28), _colours = Pictures(3, 32);

    [Fact]
    public void A_perceptron_has_the_widths_that_are_asked_for()
    {
        Shape[] shapes = [.. Parameters(new() { Type = "mlp", Hidden = [7, 5] }, _values).Select(parameter => parameter.Shape)];
        Assert.Equal<Shape>([[7, 1], [7], [5, 7], [5], [1, 5], [1]], shapes);
    }

    [Fact]
    public void Each_network_is_made_for_data_it_suits()
        => Assert.All(Networks.Names, name => Assert.NotEmpty(Parameters(new() { Type = name }, name == "square" ? _values : name == "resnet20" ? _colours : _pictures)));

    [Theory]
    [InlineData("lenet", "pictures of 1 × 28 × 28")]
    [InlineData("resnet20", "pictures of 3 × 32 × 32")]
    [InlineData("lenett", "Did you mean 'lenet'?")]
    public void One_that_does_not_suit_is_refused(string name, string problem)
        => Assert.Contains(problem, Assert.Throws<UserError>(() => Networks.Make(new() { Type = name }, _values)).Message, StringComparison.Ordinal);

    [Fact]
    public void Widths_are_refused_where_there_are_none_and_where_they_are_empty()
    {
        Assert.Contains("Only the network 'mlp'", Assert.Throws<UserError>(() => Networks.Make(new() { Type = "lenet", Hidden = [3] }, _pictures)).Message, StringComparison.Ordinal);
        Assert.Contains("not 0", Assert.Throws<UserError>(() => Networks.Make(new() { Type = "mlp", Hidden = [3, 0] }, _values)).Message, StringComparison.Ordinal);
        Assert.Contains("maps one number", Assert.Throws<UserError>(() => Networks.Make(new() { Type = "square" }, _pictures)).Message, StringComparison.Ordinal);
    }

    private static ParameterStore Parameters(NetworkPlan plan, ExperimentData data)
    {
        Module network = Networks.Make(plan, data);
        network.Initialize(1);
        return network.Parameters;
    }

    private static ExperimentData Pictures(int channels, int size)
    {
        ArrayDataset data = new(new float[2 * channels * size * size], [channels, size, size], [0, 1], 10);
        return new(data, data, "two pictures");
    }
}
