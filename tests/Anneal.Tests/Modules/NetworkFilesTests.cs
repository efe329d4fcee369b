using Anneal.Modules;
using Anneal.Parameters;
using Anneal.Parameters.Files;
using Anneal.Tensors;

namespace Anneal.Tests.Modules;

public sealed class NetworkFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("networks").FullName;

    private string File => Path.Combine(_folder, "network.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_comes_back_with_its_weights_and_what_it_remembers()
    {
        Module first = Network(1), second = Network(2);
        Tensor x = Tensor.Of([.. Enumerable.Range(0, 40).Select(i => MathF.Sin(i))], [10, 4]);
        first.Forward(x, Mode.Training);
        NetworkFiles.Save(first, File);
        Assert.True(second.Restore(File).IsComplete);
        Assert.Equal(first.Predict(x).ToArray(), second.Predict(x).ToArray());
    }

    [Fact]
    public void Names_and_kinds_are_those_of_a_state_dictionary()
    {
        Network(1).Save(File);
        IReadOnlyDictionary<string, FileTensor> entries = SafeTensors.Read(File).Tensors;
        Assert.Equal(
            ["0.bias", "0.weight", "1.bias", "1.num_batches_tracked", "1.running_mean", "1.running_var", "1.weight", "3.bias", "3.weight"],
            entries.Keys.Order(StringComparer.Ordinal));
        Assert.IsType<long[]>(entries["1.num_batches_tracked"].Values);
        Assert.IsType<float[]>(entries["1.running_mean"].Values);
    }

    [Fact]
    public void A_file_of_another_network_is_refused_and_changes_nothing()
    {
        Network(1).Save(File);
        Module other = new Sequential(new Linear(4, 3), new BatchNorm1d(3), new Dropout(), new Linear(3, 5));
        float[] before = other.Initialize(3)["0.weight"].Weights.ToArray();
        string message = Agree.Refused(() => other.Restore(File));
        Assert.Contains("3.weight", message, StringComparison.Ordinal);
        Assert.Equal(before, other.Parameters["0.weight"].Weights.ToArray());
        RestoreReport report = other.Restore(File, lenient: true);
        Assert.Equal(["3.weight", "3.bias"], report.Mismatched);
        Assert.NotEqual(before, other.Parameters["0.weight"].Weights.ToArray());
    }

    [Fact]
    public void A_double_network_reads_what_a_float_one_wrote()
    {
        Module one = Network(1);
        one.Save(File);
        Module other = Network(2, Precision.Double);
        other.Restore(File);
        Assert.Equal(Array.ConvertAll(one.Parameters["0.weight"].Weights.ToArray(), value => (double)value), other.Parameters["0.weight"].WeightsAs<double>().ToArray());
    }

    private static Sequential Network(int seed, Precision precision = Precision.Single)
    {
        Sequential network = new(new Linear(4, 3), new BatchNorm1d(3), new Dropout(0.25), new Linear(3, 2));
        network.Initialize(seed, precision);
        return network;
    }
}
