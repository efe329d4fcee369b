using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Parameters.Files;
using Anneal.Tensors;

namespace Anneal.Samples;

/// <summary>Reads networks that PyTorch trained, compares what they make of an input, trains on, and writes them back.</summary>
public static class Networks
{
    private static readonly Dictionary<string, Func<Module>> _networks = new()
    {
        ["lenet"] = () => new LeNet(),
        ["resnet20"] = () => new ResNet20(),
        ["transformer"] = () => new TransformerEncoder(width: 16, layers: 2, heads: 2, hidden: 32),
    };

    /// <summary>Does so with every network in a folder; 1 when an output differs.</summary>
    public static int Exchange(string folder, TextWriter output)
    {
        double worst = 0;
        foreach ((string name, Func<Module> make) in _networks.Where(one => File.Exists(Path.Combine(folder, $"{one.Key}.weights.safetensors"))))
        {
            Module network = make();
            ParameterStore weights = network.Initialize(seed: 1);
            network.Restore(Path.Combine(folder, $"{name}.weights.safetensors"));

            IReadOnlyDictionary<string, FileTensor> seen = SafeTensors.Read(Path.Combine(folder, $"{name}.seen.safetensors")).Tensors;
            Tensor input = Tensor.Of(seen["input"].As<float>(), seen["input"].Shape);
            double difference = Difference(seen["output"].As<float>(), network.Predict(input).ToArray());
            output.WriteLine($"{name,-12} trained by PyTorch, read by Anneal: largest difference {difference:0.0e+00} of the largest output");
            worst = Math.Max(worst, difference);

            int[] labels = Array.ConvertAll((long[])seen["labels"].Values, label => (int)label);
            Optimizer optimizer = new Sgd { LearningRate = 0.01 }.For(weights);
            for (int step = 0; step < 5; step++)
            {
                weights.ZeroGradients();
                network.Forward(input, Mode.Training).CrossEntropy(labels).Backward();
                optimizer.Update();
            }

            network.Save(Path.Combine(folder, $"{name}.back.safetensors"));
            Tensor result = network.Predict(input);
            SafeTensors.Write(Path.Combine(folder, $"{name}.back.seen.safetensors"), new Dictionary<string, FileTensor>
            {
                ["input"] = seen["input"],
                ["output"] = new(result.Shape, result.ToArray()),
            });
        }

        return worst < 1e-5 ? 0 : 1;
    }

    private static double Difference(float[] expected, float[] actual)
        => expected.Zip(actual, (one, other) => Math.Abs((double)one - other)).Max() / expected.Max(value => Math.Abs((double)value));
}
