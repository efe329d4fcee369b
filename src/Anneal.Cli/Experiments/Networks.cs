using Anneal.Cli.Plans;
using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Modules.Models;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Experiments;

/// <summary>The networks that a configuration can name.</summary>
internal static class Networks
{
    private static readonly Dictionary<string, Func<NetworkPlan, ExperimentData, Module>> _make = new()
    {
        ["mlp"] = (plan, data) => new MultilayerPerceptron([data.Training.InputShape.FlattenedLength, .. plan.Hidden ?? [64, 32], Outputs(data)]),
        ["lenet"] = (_, data) => Pictures("lenet", data, 1, 28, classes => new LeNet(classes).BeginWith(Initializer.XavierUniform())),
        ["lenet-djl"] = (_, data) => Pictures("lenet-djl", data, 1, 28, classes => new LeNetDjl(classes).BeginWith(Initializer.KaimingNormal())),
        ["resnet20"] = (_, data) => Pictures("resnet20", data, 3, 32, classes => new ResNet20(classes)),
        ["square"] = (_, data) => data.Training.InputShape.FlattenedLength == 1 && Outputs(data) == 1 ? new SquareNetwork() : throw new UserError("The network 'square' maps one number to one number: choose mlp for this data."),
    };

    public static IReadOnlyCollection<string> Names => _make.Keys;

    /// <summary>A network that is not initialised.</summary>
    public static Module Make(NetworkPlan plan, ExperimentData data)
    {
        if (!_make.TryGetValue(plan.Type, out Func<NetworkPlan, ExperimentData, Module>? make))
            throw new UserError($"There is no network '{plan.Type}'. {(Catalogue.Nearest(plan.Type, Names) is string near ? $"Did you mean '{near}'?" : $"Known: {string.Join(", ", Names)}.")}");
        if (plan.Hidden is not null && plan.Type != "mlp")
            throw new UserError($"Only the network 'mlp' has hidden widths: leave them out for '{plan.Type}'.");
        if (plan.Hidden?.Any(width => width < 1) is true)
            throw new UserError($"A hidden layer has at least 1 unit, not {plan.Hidden.First(width => width < 1)}.");
        return make(plan, data);
    }

    private static int Outputs(ExperimentData data) => data.Training.Classes > 0 ? data.Training.Classes : data.Training.TargetShape.FlattenedLength;

    private static Module Pictures(string name, ExperimentData data, int channels, int size, Func<int, Module> make)
        => data.Training.Classes > 0 && data.Training.InputShape is { Rank: 3 } shape && shape[0] == channels && shape[1] == size && shape[2] == size
            ? make(data.Training.Classes)
            : throw new UserError($"The network '{name}' sorts pictures of {channels} × {size} × {size} into classes; this data is of another kind: {data.Origin}. Choose mlp.");
}
