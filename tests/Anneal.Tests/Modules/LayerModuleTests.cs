using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Modules;

public class LayerModuleTests
{
    [Fact]
    public void A_dropout_passes_everything_when_it_judges_and_drops_its_share_when_it_learns()
    {
        Dropout dropout = new(0.3);
        dropout.Initialize(seed: 5);
        Tensor x = Tensor.Full(1, [100, 1000]);
        Assert.Equal(x.ToArray(), dropout.Predict(x).ToArray());
        float[] one = dropout.Forward(x, Mode.Training).ToArray();
        Assert.InRange(one.Count(value => value == 0) / 100_000.0, 0.295, 0.305);
        Assert.All(one.Where(value => value != 0), value => Assert.Equal(1 / 0.7f, value, 1e-6f));
        Assert.NotEqual(one, dropout.Forward(x, Mode.Training).ToArray());
    }

    [Fact]
    public void A_dropout_repeats_itself_from_its_buffer()
    {
        Sequential network = new(new Dropout(), new Dropout());
        network.Initialize(seed: 5);
        Tensor x = Tensor.Full(1, [50]);
        network.Forward(x, Mode.Training);
        float[] remembered = network.Buffers["0.calls"].Weights.ToArray();
        float[] second = network.Forward(x, Mode.Training).ToArray();
        remembered.CopyTo(network.Buffers["0.calls"].Weights);
        remembered.CopyTo(network.Buffers["1.calls"].Weights);
        Assert.Equal(second, network.Forward(x, Mode.Training).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
    }

    [Fact]
    public void A_batch_norm_without_momentum_averages_over_all_batches()
    {
        BatchNorm1d norm = new(2, momentum: null);
        norm.Initialize(1);
        float[][] batches = [[1, 10, 3, 30], [5, 50, 11, 90], [0, 1, 4, 7]];
        foreach (float[] batch in batches)
            norm.Forward(Tensor.Of(batch, [2, 2]), Mode.Training);
        Assert.Equal(3, norm.Buffers["num_batches_tracked"].Weights[0]);
        Assert.Equal(batches.Average(batch => (batch[0] + batch[2]) / 2), norm.Buffers["running_mean"].Weights[0], 1e-6f);
        Assert.Equal(batches.Average(batch => Math.Pow(batch[1] - batch[3], 2) / 2), norm.Buffers["running_var"].Weights[1], 1e-3f);
    }

    [Fact]
    public void Refreshed_batch_norms_know_the_means_of_the_given_batches_alone()
    {
        Sequential network = new(new BatchNorm1d(1, momentum: 0.5), new Dropout(0.5));
        network.Initialize(1);
        for (int i = 0; i < 5; i++)
            network.Forward(Tensor.Of([100f + i, 200f], [2, 1]), Mode.Training);
        Tensor[] batches = [Tensor.Of([1f, 3f], [2, 1]), Tensor.Of([5f, 9f], [2, 1])];
        BatchNormStatistics.RefreshBatchNorms(network, batches);
        Assert.Equal(4.5f, network.Buffers["0.running_mean"].Weights[0], 1e-6f);
        Assert.Equal((2 + 8) / 2f, network.Buffers["0.running_var"].Weights[0], 1e-5f);
        Assert.Equal(2, network.Buffers["0.num_batches_tracked"].Weights[0]);
        // Afterwards the momentum counts again.
        network.Forward(Tensor.Of([10f, 11f], [2, 1]), Mode.Training);
        Assert.Equal(7.5f, network.Buffers["0.running_mean"].Weights[0], 1e-6f);
        Assert.Contains("at least one batch", Agree.Refused(() => network.RefreshBatchNorms([])), StringComparison.Ordinal);
        Assert.Equal(7.5f, network.Buffers["0.running_mean"].Weights[0], 1e-6f);
    }

    [Fact]
    public void A_batch_norm_refuses_what_has_no_variance_or_other_channels()
    {
        BatchNorm2d norm = new(3);
        norm.Initialize(1);
        Assert.Contains("no variance", Agree.Refused(() => norm.Forward(Tensor.Full(1, [1, 3, 1, 1]), Mode.Training)), StringComparison.Ordinal);
        Assert.Contains("3 channels", Agree.Refused(() => norm.Forward(Tensor.Full(1, [1, 4, 2, 2]), Mode.Training)), StringComparison.Ordinal);
        Assert.Contains("3 channels", Agree.Refused(() => norm.Forward(Tensor.Full(1, [5, 3]), Mode.Training)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchNorm1d(2, momentum: 1.5));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Attention_in_one_go_is_attention_step_by_step(bool causal)
    {
        // A dropout that drops nothing of what matters takes the long way.
        MultiHeadAttention fused = new(8, 2, causal), stepwise = new(8, 2, causal, dropout: 1e-12);
        fused.Initialize(3, Precision.Double);
        stepwise.Initialize(3, Precision.Double);
        double[] numbers = [.. Enumerable.Range(0, 2 * 5 * 8).Select(i => Math.Sin(i * 0.9))];
        Tensor one = Tensor.Variable(numbers, [2, 5, 8]), other = Tensor.Variable(numbers, [2, 5, 8]);
        Tensor left = fused.Forward(one, Mode.Training), right = stepwise.Forward(other, Mode.Training);
        (left * left).Sum().Backward();
        (right * right).Sum().Backward();
        Close(left.ValuesAs<double>(), right.ValuesAs<double>());
        Close(one.Gradient.ValuesAs<double>(), other.Gradient.ValuesAs<double>());
        Assert.Contains("divide by 3 heads", Agree.Refused(() => _ = new MultiHeadAttention(8, 3)), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_transformer_layer_keeps_the_shape_and_drops_nothing_when_it_judges(bool normFirst)
    {
        TransformerLayer layer = new(8, 2, 16, dropout: 0.5, normFirst);
        layer.Initialize(3);
        Tensor x = Tensor.Of([.. Enumerable.Range(0, 2 * 5 * 8).Select(i => MathF.Sin(i * 0.9f))], [2, 5, 8]);
        Tensor judged = layer.Forward(x, Mode.Evaluation);
        Assert.Equal([2, 5, 8], judged.Shape.Sizes.ToArray());
        Assert.Equal(judged.ToArray(), layer.Forward(x, Mode.Evaluation).ToArray());
        Assert.NotEqual(judged.ToArray(), layer.Forward(x, Mode.Training).ToArray());
    }

    [Fact]
    public void A_residual_block_that_shrinks_takes_every_second_pixel_around()
    {
        ResidualBlock block = new(2, 6, stride: 2);
        block.Initialize(1);
        // A norm that gives nothing leaves the shortcut alone.
        block.Parameters["bn2.weight"].Weights.Clear();
        float[] x = [.. Enumerable.Range(0, 2 * 4 * 4).Select(i => (float)i)];
        Tensor y = block.Predict(Tensor.Of(x, [1, 2, 4, 4]));
        Assert.Equal([1, 6, 2, 2], y.Shape.Sizes.ToArray());
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 8, 10, 16, 18, 24, 26, 0, 0, 0, 0, 0, 0, 0, 0], y.ToArray());
    }

    [Fact]
    public void A_residual_adds_its_input_or_its_shortcut()
    {
        Linear body = new(2, 2, bias: false), shortcut = new(2, 2, bias: false);
        body.BeginWith(Initializer.From(1, 2, 3, 4));
        shortcut.BeginWith(Initializer.From(0, 1, 1, 0));
        Residual both = new(body, shortcut);
        both.Initialize(1);
        Assert.Equal([1 + 4 + 2f, 3 + 8 + 1f], both.Predict(Tensor.Of([1f, 2f], [1, 2])).ToArray());
    }

    [Fact]
    public void An_embedding_refuses_numbers_that_are_no_entries()
    {
        Embedding table = new(5, 3, padding: 2);
        table.Initialize(1);
        Assert.All(table.Parameters["weight"].Weights.Slice(6, 3).ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(table.Forward([4, 0], [2]).ToArray(), table.Predict(Tensor.Of([4f, 0f], [2])).ToArray());
        Assert.Contains("whole numbers", Agree.Refused(() => table.Predict(Tensor.Of([1.5f], [1]))), StringComparison.Ordinal);
        Assert.Contains("0 to 4", Agree.Refused(() => table.Predict(Tensor.Of([5f], [1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_do_what_they_are_called_and_say_so()
    {
        Tensor x = Tensor.Of([-2f, -0.5f, 0, 3], [1, 4]);
        (Module Module, string Description, Tensor Expected)[] all =
        [
            (new Relu(), "Relu", x.Relu()), (new LeakyRelu(0.2), "LeakyRelu(0.2)", x.LeakyRelu(0.2)), (new Elu(0.5), "Elu(0.5)", x.Elu(0.5)),
            (new Gelu(), "Gelu", x.Gelu()), (new Gelu(approximate: true), "Gelu(tanh)", x.Gelu(true)), (new Silu(), "Silu", x.Silu()),
            (new Sigmoid(), "Sigmoid", x.Sigmoid()), (new Tanh(), "Tanh", x.Tanh()), (new Softplus(2), "Softplus(2, 20)", x.Softplus(2)),
            (new Softmax(), "Softmax(-1)", x.Softmax(-1)), (new LogSoftmax(0), "LogSoftmax(0)", x.LogSoftmax(0)), (new Flatten(0), "Flatten", x.Flatten(0)),
            (new LayerNorm(4, affine: false), "LayerNorm(4, not affine)", x.LayerNorm()), (new AvgPool2d(1), "AvgPool2d(1)", default), (new AdaptiveAvgPool2d((1, 2)), "AdaptiveAvgPool2d(1×2)", default),
        ];
        Assert.All(all, one =>
        {
            Assert.Equal(one.Description, one.Module.Description);
            if (!one.Expected.Equals(default(Tensor)))
                Assert.Equal(one.Expected.ToArray(), one.Module.Predict(x).ToArray());
        });
        Assert.Equal("Conv2d(2, 4, 3, stride 2, padding 1×0, groups 2, no bias)", new Conv2d(2, 4, 3, 2, (1, 0), groups: 2, bias: false).Description);
        Assert.Throws<ArgumentException>(() => new Conv2d(3, 4, 3, groups: 2));
        Size2d square = 3;
        Assert.Equal(("MaxPool2d(3, stride 1)", 3), (new MaxPool2d(square, 1).Description, square.Width));
        Assert.Contains("[5]", Agree.Refused(() => new LayerNorm(5).Predict(x)), StringComparison.Ordinal);
    }

    private static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-10);
    }
}
