using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Modules.Models;

public class ModelTests
{
    public static TheoryData<Type, int[], int[], long> Models => new()
    {
        { typeof(SquareNetwork), [7, 1], [7, 1], 147 },
        { typeof(LeNet), [3, 1, 28, 28], [3, 10], 61_706 },
        { typeof(LeNetDjl), [3, 1, 28, 28], [3, 10], 12_120 + 10_164 + 850 + 26 + 26 },
        { typeof(ResNet20), [2, 3, 32, 32], [2, 10], 269_722 },
        { typeof(TransformerEncoder), [2, 64, 128], [2, 10], 794_378 },
    };

    [Theory, MemberData(nameof(Models))]
    public void A_model_has_the_weights_and_the_output_that_it_is_known_for(Type type, int[] input, int[] output, long weights)
    {
        Module model = Make(type);
        ParameterStore store = model.Initialize(seed: 1);
        Assert.Equal(weights, store.Weights);
        Assert.Equal(Shape.Of(output), model.Predict(Tensor.Full(0.5, Shape.Of(input))).Shape);
    }

    [Theory, MemberData(nameof(Models))]
    public void Fused_and_single_modules_compute_the_same(Type type, int[] input, int[] output, long weights)
    {
        // As many images as make lanes worth while.
        Shape batch = [20, .. input[1..]];
        (float[] Output, float[] Gradients) Pass(bool watched)
        {
            Module model = Make(type);
            ParameterStore store = model.Initialize(seed: 1);
            float[] x = [.. Enumerable.Range(0, batch.FlattenedLength).Select(i => MathF.Sin(i * 0.37f))];
            using IDisposable? observer = watched ? new Silent() : null;
            Tensor y = model.Forward(Tensor.Of(x, batch), Mode.Training);
            Assert.Equal(output[^1], y.Shape[^1]);
            (y * y).Sum().Backward();
            return (y.ToArray(), [.. store.SelectMany(parameter => parameter.Gradients.ToArray())]);
        }

        (float[] fused, float[] fusedGradients) = Pass(false);
        (float[] single, float[] singleGradients) = Pass(true);
        Assert.Equal(weights, fusedGradients.Length);
        Close(single, fused, 1e-4);
        Close(singleGradients, fusedGradients, 1e-3);
    }

    [Theory, MemberData(nameof(Models))]
    public void A_step_of_training_like_the_one_before_allocates_nothing(Type type, int[] input, int[] output, long weights)
    {
        Module model = Make(type);
        ParameterStore store = model.Initialize(seed: 1);
        Optimizer optimizer = new AdamW { LearningRate = 1e-3 }.For(store);
        Assert.Equal(weights, store.Weights);
        int[] sizes = [16, .. input[1..]];
        float[] x = [.. Enumerable.Range(0, Shape.Of(sizes).FlattenedLength).Select(i => MathF.Sin(i * 0.37f))];
        int[] labels = [.. Enumerable.Range(0, 16).Select(i => i % output[^1])];
        Tape tape = new() { Threads = 2 };
        Assert.Equal(0, Allocated.Bytes(
            () =>
            {
                store.ZeroGradients();
                using (tape.Step())
                    model.Forward(Tensor.Of(x, Shape.Of(sizes)), Mode.Training).CrossEntropy(labels).Backward();
                optimizer.Update();
            },
            turns: 1));
    }

    [Fact]
    public void A_gpt_does_not_look_ahead()
    {
        CharacterGpt model = new(vocabulary: 11, context: 8, width: 16, layers: 2, heads: 2);
        model.Initialize(seed: 1);
        using NoGradient none = Tensor.NoGradient();
        float[] one = model.Forward([1, 2, 3, 4], [1, 4], Mode.Evaluation).ToArray();
        float[] other = model.Forward([1, 2, 3, 9], [1, 4], Mode.Evaluation).ToArray();
        Assert.Equal(one[..33], other[..33]);
        Assert.NotEqual(one[33..], other[33..]);
        Assert.Equal(one, model.Predict(Tensor.Of([1f, 2, 3, 4], [1, 4])).ToArray());
        Assert.Contains("1 to 8 characters", Agree.Refused(() => model.Forward([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 9], Mode.Evaluation)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_perceptron_flattens_images_first()
    {
        MultilayerPerceptron model = new(12, 5, 3);
        Assert.Equal((12 * 5) + 5 + (5 * 3) + 3, model.Initialize(seed: 1).Weights);
        Assert.Equal([2, 3], model.Predict(Tensor.Full(1, [2, 3, 4])).Shape.Sizes.ToArray());
        Assert.Throws<ArgumentException>(() => new MultilayerPerceptron(3));
    }

    private static Module Make(Type type) => type == typeof(LeNet) ? new LeNet()
        : type == typeof(LeNetDjl) ? new LeNetDjl()
        : type == typeof(ResNet20) ? new ResNet20()
        : type == typeof(TransformerEncoder) ? new TransformerEncoder()
        : new SquareNetwork();

    private static void Close(float[] expected, float[] actual, double relative)
    {
        double scale = expected.Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], relative * scale);
    }

    private sealed class Silent : ForwardObserver
    {
        public override void Enter(Module module, Tensor input)
        {
        }

        public override void Leave(Module module, Tensor output)
        {
        }
    }
}
