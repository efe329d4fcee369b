using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Modules;

public class ModuleTests
{
    [Fact]
    public void Weights_are_called_by_the_path_to_them()
    {
        Module network = new Sequential(new Linear(2, 3), new Relu(), new Residual(new Sequential(new Linear(3, 3))), new Linear(3, 1, bias: false));
        ParameterStore store = network.Initialize(seed: 1);
        Assert.Equal(["0.weight", "0.bias", "2.body.0.weight", "2.body.0.bias", "3.weight"], store.Select(parameter => parameter.Name));
        Assert.Equal([3, 2], store["0.weight"].Shape.Sizes.ToArray());
    }

    [Fact]
    public void A_part_without_a_name_passes_its_weights_names_on()
        => Assert.Equal(["0.weight", "0.bias"], new Wrapper().Initialize(seed: 1).Select(parameter => parameter.Name));

    [Fact]
    public void The_same_seed_gives_the_same_start_and_another_layer_does_not_change_its_neighbours()
    {
        float[] Start(int seed, params Module[] modules) => new Sequential(modules).Initialize(seed)["0.weight"].Weights.ToArray();
        float[] first = Start(7, new Linear(5, 4));
        Assert.Equal(first, Start(7, new Linear(5, 4), new Linear(4, 9)));
        Assert.NotEqual(first, Start(8, new Linear(5, 4)));
    }

    [Fact]
    public void Both_precisions_begin_alike()
    {
        ParameterStore one = new Linear(6, 5).Initialize(3), two = new Linear(6, 5).Initialize(3, Precision.Double);
        Assert.Equal(one["weight"].Weights.ToArray(), Array.ConvertAll(two["weight"].WeightsAs<double>().ToArray(), value => (float)value));
    }

    [Fact]
    public void A_forward_pass_before_initialisation_says_what_to_call()
    {
        string message = Assert.Throws<InvalidOperationException>(() => new Linear(2, 1).Forward(Tensor.Full(1, [1, 2]), Mode.Training)).Message;
        Assert.Contains("Initialize(seed)", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Linear(2, 1).Parameters);
    }

    [Fact]
    public void A_module_that_stands_twice_in_a_network_is_refused_with_both_places()
    {
        Linear twice = new(2, 2);
        string message = Assert.Throws<InvalidOperationException>(() => new Sequential(twice, new Relu(), twice).Initialize(1)).Message;
        Assert.Contains("'0' and '2'", message, StringComparison.Ordinal);
        Module once = new Linear(1, 1);
        once.Initialize(1);
        Assert.Throws<InvalidOperationException>(() => once.Initialize(1));
    }

    [Fact]
    public void An_input_that_does_not_fit_names_both_shapes()
    {
        Linear layer = new(3, 2);
        layer.Initialize(1);
        string message = Agree.Refused(() => layer.Predict(Tensor.Full(1, [4, 5])));
        Assert.Contains("[4, 5]", message, StringComparison.Ordinal);
        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_parameter_gets_no_gradient_and_the_others_get_theirs()
    {
        Sequential network = new(new Linear(2, 3), new Tanh(), new Linear(3, 1));
        ParameterStore store = network.Initialize(1);
        store["0.weight"].HasGradient = false;
        network.Forward(Tensor.Of([1f, -2f], [1, 2]), Mode.Training).Sum().Backward();
        Assert.All(store["0.weight"].Gradients.ToArray(), value => Assert.Equal(0, value));
        Assert.Contains(store["0.bias"].Gradients.ToArray(), value => value != 0);
    }

    [Fact]
    public void Predict_leaves_nothing_to_go_back_through()
    {
        Linear layer = new(2, 1);
        layer.Initialize(1);
        Assert.False(layer.Predict(Tensor.Full(1, [1, 2])).NeedsGradient);
        Assert.True(layer.Forward(Tensor.Full(1, [1, 2]), Mode.Evaluation).NeedsGradient);
    }

    [Fact]
    public void BeginWith_changes_the_start_of_matrices_and_leaves_vectors()
    {
        ParameterStore store = new Linear(2, 2).BeginWith(Initializer.Constant(0.5)).Initialize(1);
        Assert.All(store["weight"].Weights.ToArray(), value => Assert.Equal(0.5f, value));
        Assert.DoesNotContain(0.5f, store["bias"].Weights.ToArray());
        Linear late = new(1, 1);
        late.Initialize(1);
        Assert.Throws<InvalidOperationException>(() => late.BeginWith(Initializer.Zeros));
    }

    [Fact]
    public void Weights_and_buffers_that_a_module_declares_are_its_own()
    {
        Counting network = new();
        network.Initialize(1);
        network.Forward(Tensor.Full(2, [1]), Mode.Training);
        Assert.Equal(1, network.Buffers["calls"].Weights[0]);
        Weight weight = network.Factor;
        ModuleBuffer buffer = network.Calls;
        Assert.Equal((weight.Name, buffer.Name, buffer.IsCount), ("factor", "calls", true));
        Assert.Same(network.Parameters["factor"], weight.Parameter);
    }

    private sealed class Wrapper : Module
    {
        private readonly Sequential _inner;

        public Wrapper() => _inner = Part("", new Sequential(new Linear(1, 1)));

        protected override Tensor Compute(Tensor input, Mode mode) => _inner.Forward(input, mode);
    }

    private sealed class Counting : Module
    {
        public Counting() => (Factor, Calls) = (Own("factor", [1], Initializer.Ones), Remember("calls", [], 0, isCount: true));

        public Weight Factor { get; }

        public ModuleBuffer Calls { get; }

        protected override Tensor Compute(Tensor input, Mode mode)
        {
            Calls.Numbers.Weights[0]++;
            return input * Factor;
        }
    }
}
