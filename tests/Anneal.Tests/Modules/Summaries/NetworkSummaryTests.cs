using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Modules.Summaries;
using Anneal.Tensors;

namespace Anneal.Tests.Modules.Summaries;

public class NetworkSummaryTests
{
    [Fact]
    public void A_summary_counts_what_can_be_counted_by_hand()
    {
        Sequential network = new(new Linear(10, 20), new Relu(), new Linear(20, 3));
        network.Initialize(1);
        NetworkSummary summary = NetworkSummary.Of(network, [4, 10]);
        Assert.Equal(220 + 63, summary.Parameters);
        LayerSummary first = summary.Layers[1];
        Assert.Equal(("0", 220L, 2L * 4 * 10 * 20), (first.Path, first.Parameters, first.Operations));
        Assert.Equal((2L * 4 * 10 * 20) + (4 * 20) + (2L * 4 * 20 * 3), summary.Operations);
    }

    [Fact]
    public void A_summary_changes_nothing_in_the_network()
    {
        ResNet20 network = new();
        network.Initialize(1);
        float[] before = network.Buffers["bn1.running_mean"].Weights.ToArray();
        _ = NetworkSummary.Of(network, [1, 3, 32, 32]);
        Assert.Equal(before, network.Buffers["bn1.running_mean"].Weights.ToArray());
        Assert.Equal(0, network.Buffers["bn1.num_batches_tracked"].Weights[0]);
    }

    [Fact]
    public void The_table_of_LeNet_is_the_known_one()
    {
        LeNet network = new();
        network.Initialize(1);
        Expected.Matches("tests/Anneal.Tests/Modules/Summaries/lenet.txt", NetworkSummary.Of(network, [1, 1, 28, 28]).ToString());
    }

    [Fact]
    public void An_input_that_does_not_fit_says_where()
    {
        LeNet network = new();
        network.Initialize(1);
        string message = Agree.Refused(() => NetworkSummary.Of(network, [1, 3, 28, 28]));
        Assert.Contains("[1, 3, 28, 28]", message, StringComparison.Ordinal);
        Assert.False(Tensor.Full(1, [1]).NeedsGradient);
    }
}
