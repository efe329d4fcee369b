using Anneal.Data;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Parameters;
using Anneal.Tensors;
using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

public class DeadUnitsTests
{
    [Fact]
    public void A_unit_whose_bias_keeps_it_below_zero_is_dead()
    {
        Sequential network = new(new Linear(2, 3), new Relu(), new Linear(3, 2));
        ParameterStore store = network.Initialize(seed: 1);
        ((float[])[1, 0, 0, 1, 1, 1]).CopyTo(store["0.weight"].Weights);
        // The inputs reach 1, so the second unit is exactly 0 at best: no gradient passes there either.
        ((float[])[0, -1, -3]).CopyTo(store["0.bias"].Weights);
        DeadLayer layer = Assert.Single(Scan(network, Rows.Of([2], [1, 1], [-1, 1], [0.5f, -1])));
        Assert.Equal(new("1", "Linear(2, 3) '0'", 3, 2, false), layer);
        Assert.Equal("ReLU '1' behind Linear(2, 3) '0': 2 of 3 units dead", layer.ToString());
        Agree.Within(1e-15, 2.0 / 3, layer.Share);
    }

    [Fact]
    public void A_channel_lives_when_one_pixel_of_one_example_of_the_last_batch_does()
    {
        Sequential network = new(new Conv2d(1, 3, 1), new Relu(), new MaxPool2d(2), new Flatten(), new Linear(3, 2));
        ParameterStore store = network.Initialize(seed: 1);
        ((float[])[1, -1, -1]).CopyTo(store["0.weight"].Weights);
        ((float[])[0, 0, -5]).CopyTo(store["0.bias"].Weights);
        float[][] images = [.. Enumerable.Range(0, 18).Select(_ => new float[] { 1, 2, 3, 4 })];
        Assert.Equal((3, 2), (Scan(network, Rows.Of([1, 2, 2], images), 5)[0].Units, Scan(network, Rows.Of([1, 2, 2], images), 5)[0].Dead));
        images[17] = [1, 2, -0.01f, 4];
        Assert.Equal(1, Scan(network, Rows.Of([1, 2, 2], images), 5)[0].Dead);
    }

    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void Every_relu_counts_what_a_plain_loop_over_its_results_counts(Precision precision)
    {
        Random random = new(4);
        float[][] images = [.. Enumerable.Range(0, 21).Select(_ => Enumerable.Range(0, 2 * 6 * 7).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray())];
        Conv2d convolution = new(2, 9, 3);
        Linear linear = new(9 * 2 * 2, 30);
        Sequential network = new(convolution, new Relu(), new MaxPool2d(2), new Flatten(), linear, new Relu());
        ParameterStore store = network.Initialize(seed: 3, precision);
        // So low that some units never rise and some do now and then.
        foreach (string name in (string[])["0.bias", "4.bias"])
        {
            for (int i = 0; i < store[name].Length; i++)
            {
                if (precision is Precision.Single)
                    store[name].Weights[i] -= 0.2f * i;
                else
                    store[name].WeightsAs<double>()[i] -= 0.2 * i;
            }
        }

        Tensor x = Tensor.Of(images.SelectMany(image => image).ToArray(), [21, 2, 6, 7]).To(precision);
        float[] first = x.Conv2d(convolution.Weight, convolution.Bias!).Relu().ToArray(), last = network.Predict(x).ToArray();
        int firstDead = Enumerable.Range(0, 9).Count(channel => Enumerable.Range(0, 21).All(image => Enumerable.Range(0, 20).All(pixel => first[(((image * 9) + channel) * 20) + pixel] == 0)));
        int lastDead = Enumerable.Range(0, 30).Count(unit => Enumerable.Range(0, 21).All(image => last[(image * 30) + unit] == 0));
        Assert.InRange(firstDead, 1, 8);
        Assert.InRange(lastDead, 1, 29);
        IReadOnlyList<DeadLayer> layers = Scan(network, Rows.Of([2, 6, 7], images), 8);
        Assert.Equal([new("1", "Conv2d(2, 9, 3) '0'", 9, firstDead, false), new("5", "Linear(36, 30) '4'", 30, lastDead, true)], layers);
    }

    [Fact]
    public void Relus_without_a_module_of_their_own_are_seen()
    {
        Sequential blocks = new(new ResidualBlock(2, 2), new ResidualBlock(2, 4, stride: 2));
        blocks.Initialize(seed: 1);
        IReadOnlyList<DeadLayer> layers = Scan(blocks, Rows.Of([2, 4, 4], [.. Enumerable.Range(0, 3).Select(_ => new float[32])]));
        Assert.Equal(["0", "0#2", "1", "1#2"], layers.Select(layer => layer.Path));
        Assert.Equal(["BatchNorm2d(2) '0.bn1'", "BatchNorm2d(2) '0.bn2'", "BatchNorm2d(4) '1.bn1'", "BatchNorm2d(4) '1.bn2'"], layers.Select(layer => layer.Behind));
        Assert.Equal([2, 2, 4, 4], layers.Select(layer => layer.Units));
        Assert.Equal([2, 2, 4, 4], layers.Select(layer => layer.Dead));
        Sequential attention = new(new TransformerLayer(4, 2, 6));
        attention.Initialize(seed: 1);
        Assert.Equal(6, Assert.Single(Scan(attention, Rows.Of([3, 4], new float[12]))).Units);
    }

    [Fact]
    public void A_relu_at_the_end_is_the_output()
    {
        SquareNetwork network = new();
        network.Initialize(seed: 1);
        DeadLayer layer = Assert.Single(Scan(network, Rows.Squares()));
        Assert.Equal((true, 1, "9"), (layer.IsOutput, layer.Units, layer.Path));
        Sequential other = new(new Relu(), new Flatten(), new Linear(2, 1));
        other.Initialize(seed: 1);
        Assert.Equal(new("0", "", 2, 0, false), Assert.Single(Scan(other, Rows.Of([2], [1, 1]))));
    }

    [Fact]
    public void Reading_ends_when_every_unit_was_seen_alive_and_the_network_stays_as_it_is()
    {
        Sequential network = new(new Linear(2, 4), new BatchNorm1d(4), new Relu());
        network.Initialize(seed: 1);
        float[] before = network.Buffers["1.running_mean"].Weights.ToArray();
        int read = 0;
        DeadUnits.Scan(network, new BatchLoader(Rows.Signs(100, 2), 10).Epoch(0).Select(batch =>
        {
            read++;
            return batch;
        }));
        Assert.InRange(read, 1, 5);
        Assert.Equal(before, network.Buffers["1.running_mean"].Weights.ToArray());
    }

    [Fact]
    public void A_given_tape_serves_and_chains_fuse_again_afterwards()
    {
        Tape tape = new() { Threads = 1 };
        LeNetDjl network = new();
        network.Initialize(seed: 2);
        Rows data = Rows.Of([1, 28, 28], [.. Enumerable.Range(0, 5).Select(i => Enumerable.Range(0, 784).Select(k => (float)Math.Sin(i + k)).ToArray())]);
        IReadOnlyList<DeadLayer> layers = DeadUnits.Scan(network, new BatchLoader(data, 3).Epoch(0), tape);
        Assert.Equal(["1", "5", "7", "9"], layers.Select(layer => layer.Path));
        Assert.Equal([1, 100, 120, 84], layers.Select(layer => layer.Units));
        using (tape.Step())
        {
            network.Predict(Tensor.Full(0, [16, 1, 28, 28]));
            int fused = tape.Count;
            Assert.DoesNotContain(tape.Operations[..fused].ToArray(), operation => operation is Unary<ReluFunction> && operation.Shape.Rank == 4);
        }
    }

    [Fact]
    public void No_batch_is_no_layer()
    {
        Sequential network = new(new Linear(1, 1), new Relu());
        network.Initialize(seed: 1);
        Assert.Empty(DeadUnits.Scan(network, []));
    }

    private static IReadOnlyList<DeadLayer> Scan(Module network, Dataset data, int batch = 64) => DeadUnits.Scan(network, new BatchLoader(data, Math.Min(batch, data.Count)).Epoch(0));
}
