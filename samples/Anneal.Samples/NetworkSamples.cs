using Anneal.Modules;
using Anneal.Modules.Initial;
using Anneal.Modules.Models;
using Anneal.Modules.Summaries;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tensors;

namespace Anneal.Samples;

/// <summary>The samples of docs/networks.md.</summary>
public static class NetworkSamples
{
    public static void TrainNetwork(TextWriter Console)
    {
        #region TrainNetwork
        var network = new Sequential(new Linear(1, 16), new Tanh(), new Linear(16, 1));
        ParameterStore weights = network.Initialize(seed: 1);
        Optimizer optimizer = new AdamW { LearningRate = Schedule.Cosine(0.05, 0, over: 1000), WeightDecay = 0 }.For(weights);

        Tensor x = Tensor.Of([.. Enumerable.Range(0, 21).Select(i => (i - 10) / 10f)], [21, 1]);
        Tensor y = x * x;
        var tape = new Tape();
        double last = 0;
        for (int step = 0; step < 1000; step++)
        {
            weights.ZeroGradients();
            using (tape.Step()) // what is computed in here is gone when it is left
            {
                Tensor loss = network.Forward(x, Mode.Training).MeanSquaredError(y);
                loss.Backward();
                last = loss.Value;
            }

            optimizer.Update();
        }

        Console.WriteLine(last < 1e-4 ? "learned" : $"not learned: {last}");
        Console.WriteLine($"0.5² is {network.Predict(Tensor.Of([0.5f], [1, 1])).Value:0.00}");
        #endregion
    }

    public static void TrainLeNet(TextWriter Console)
    {
        float[] images = new float[32 * 28 * 28];
        int[] labels = new int[32];
        Random random = new(1);
        foreach (ref float pixel in images.AsSpan())
            pixel = random.NextSingle();
        foreach (ref int label in labels.AsSpan())
            label = random.Next(10);
        double before = 0, after = 0;
        #region TrainLeNet
        var network = new LeNet();
        ParameterStore weights = network.Initialize(seed: 1);
        Optimizer optimizer = new Sgd { LearningRate = Schedule.Cosine(0.1, 0.01, over: 60).WarmedUp(5), Momentum = 0.9 }.For(weights);
        var tape = new Tape();

        double Train(float[] images, int[] labels)
        {
            weights.ZeroGradients();
            using TapeStep step = tape.Step();
            Tensor loss = network.Forward(Tensor.Of(images, [labels.Length, 1, 28, 28]), Mode.Training).CrossEntropy(labels);
            loss.Backward();
            optimizer.Update();
            return loss.Value;
        }
        #endregion
        for (int i = 0; i < 65; i++)
            (before, after) = (i == 0 ? Train(images, labels) : before, Train(images, labels));
        Console.WriteLine(after < before / 2 ? "learns" : $"{before} to {after}");
    }

    public static void Gradients(TextWriter Console)
    {
        #region Gradients
        Tensor a = Tensor.Variable([1f, 2, 3, 4, 5, 6], [2, 3]);
        Tensor b = Tensor.Variable([1f, 0, -1], [3]);

        Tensor loss = (a * b + 2).Relu().Sum();
        loss.Backward();

        Console.WriteLine(loss.Value);
        Console.WriteLine(a.Gradient);
        Console.WriteLine(b.Gradient);
        #endregion
    }

    public static void StepIsOver(TextWriter Console)
    {
        #region StepIsOver
        var tape = new Tape();
        Tensor kept;
        using (tape.Step())
            kept = Tensor.Full(1, [2]) * 3;

        try
        {
            Console.WriteLine(kept.Values[0]);
        }
        catch (InvalidOperationException over)
        {
            Console.WriteLine(over.Message);
        }
        #endregion
    }

    public static void OwnModule(TextWriter Console)
    {
        var network = new Gate(3);
        network.Initialize(seed: 1);
        Console.WriteLine(string.Join(", ", network.Parameters));
    }

    public static void Summarize(TextWriter Console)
    {
        #region Summarize
        var network = new LeNet();
        network.Initialize(seed: 1);

        Console.WriteLine(NetworkSummary.Of(network, [1, 1, 28, 28]));
        #endregion
    }

    public static void Start(TextWriter Console)
    {
        #region Start
        Module network = new LeNet().BeginWith(Initializer.XavierUniform());
        ParameterStore weights = network.Initialize(seed: 7);

        weights["0.weight"].HasGradient = false; // frozen: no gradient is computed, no update changes it
        #endregion
        Console.WriteLine(weights.Count);
    }

    public static void SaveNetwork(TextWriter Console)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("anneal").FullName, "lenet.safetensors");
        #region SaveNetwork
        var network = new LeNet();
        network.Initialize(seed: 1);
        network.Save(path);

        var again = new LeNet();
        again.Initialize(seed: 2);
        RestoreReport report = again.Restore(path);
        Console.WriteLine(report);
        #endregion
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    #region OwnModule
    /// <summary>x·sigmoid(Wx + b).</summary>
    public sealed class Gate : Module
    {
        private readonly Linear _gate;
        private readonly Weight _scale;

        public Gate(int width)
        {
            _gate = Part("gate", new Linear(width, width));
            _scale = Own("scale", [width], Initializer.Ones);
        }

        protected override Tensor Compute(Tensor input, Mode mode) => input * _gate.Forward(input, mode).Sigmoid() * _scale;
    }
    #endregion
}
