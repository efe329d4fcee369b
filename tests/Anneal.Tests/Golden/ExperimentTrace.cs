using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Anneal.Dialects;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tensors;

namespace Anneal.Tests.Golden;

/// <summary>Replays a trace of <c>golden/experiments</c>: whole training runs of the square network from given weights.</summary>
internal sealed class ExperimentTrace : IGoldenFormat
{
    private static readonly string[] _known = ["peer", "experiment", "run", "seed", "dtype", "sizes", "x", "x_val", "optimizer", "args", "scheduler", "scheduler_args", "epochs", "shapes", "initial", "losses", "checkpoints", "final", "val_outputs", "val", "train_outputs", "dead", "wall_seconds", "note"];

    public string Folder => "experiments";

    public Deviation Replay(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("runs", out JsonElement runs))
            return Index(file, root, runs);
        string name = Path.GetFileNameWithoutExtension(file);
        if (root.EnumerateObject().Select(property => property.Name).FirstOrDefault(property => !_known.Contains(property)) is string unknown)
            throw new InvalidDataException($"{name}: nothing here reads '{unknown}'.");
        return root.GetProperty("dtype").GetString() switch
        {
            "float32" => Follow<float>(root, 1e-3),
            "float64" => Follow<double>(root, 1e-9),
            string other => throw new InvalidDataException($"{name}: nothing here computes in {other}."),
            null => throw new InvalidDataException($"{name}: there is no dtype."),
        };
    }

    private static Deviation Follow<T>(JsonElement root, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = $"{root.GetProperty("run").GetString()}, seed {root.GetProperty("seed").GetInt32()}";
        Module network = Network([.. root.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())]);
        ParameterStore store = network.Initialize(seed: 0, typeof(T) == typeof(float) ? Precision.Single : Precision.Double);
        Put<T>(store, root.GetProperty("initial"));
        double[] x = OptimizerFile.Numbers(root.GetProperty("x"));
        Optimizer optimizer = Rule(root, x.Length).For(store);
        Tape tape = new() { Threads = 1 };
        Comparison seen = new();
        double[] losses = OptimizerFile.Numbers(root.GetProperty("losses"));
        JsonElement checkpoints = root.GetProperty("checkpoints");
        int epochs = root.GetProperty("epochs").GetInt32();
        Assert.Equal(epochs, losses.Length);
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            double sum = 0;
            foreach (double one in x)
            {
                store.ZeroGradients();
                using (tape.Step())
                {
                    Tensor loss = network.Forward(Of<T>(one), Mode.Training).MeanSquaredError(Of<T>(one * one));
                    loss.Backward();
                    sum += loss.Value;
                }

                optimizer.Update();
            }

            seen.See(losses[epoch - 1], sum, 0, $"the loss of epoch {epoch}");
            if (checkpoints.TryGetProperty(epoch.ToString(CultureInfo.InvariantCulture), out JsonElement weights))
                seen.See<T>(weights, store, $"after epoch {epoch}");
        }

        seen.See<T>(root.GetProperty("final"), store, "at the end");
        double[] validation = OptimizerFile.Numbers(root.GetProperty("x_val"));
        double[] outputs = seen.See<T>(root.GetProperty("val_outputs"), network, validation, "validation");
        double[] trained = seen.See<T>(root.GetProperty("train_outputs"), network, x, "training");
        seen.See(root.GetProperty("val").GetDouble(), validation.Zip(outputs, (at, y) => Math.Pow((y - (at * at)) / at * at, 2)).Sum(), 0, "val");
        Assert.Equal(root.GetProperty("dead").GetBoolean(), trained.All(y => y == 0));
        return new("pytorch", $"square network, {root.GetProperty("run").GetString()}", root.GetProperty("peer").GetString()!, seen.Largest, tolerance, "the value (weights and outputs: 0.1 at least)", $"{seen.Where}, {name}") { IsFloat = typeof(T) == typeof(float) };
    }

    private static Module Network(int[] sizes)
    {
        if (sizes is [1, 3, 5, 10, 5, 1])
            return new SquareNetwork();
        List<Module> layers = [];
        for (int i = 1; i < sizes.Length; i++)
        {
            layers.Add(new Linear(sizes[i - 1], sizes[i]));
            layers.Add(i == sizes.Length - 1 ? new Relu() : new Sigmoid());
        }

        return new Sequential([.. layers]);
    }

    private static Adam Rule(JsonElement root, int stepsPerEpoch)
    {
        Assert.Equal("Adam", root.GetProperty("optimizer").GetString());
        JsonElement args = root.GetProperty("args");
        Assert.Equal(["betas", "eps", "lr"], args.EnumerateObject().Select(argument => argument.Name).Order());
        double rate = args.GetProperty("lr").GetDouble();
        JsonElement scheduler = root.GetProperty("scheduler");
        double Argument(string name, double otherwise) => root.GetProperty("scheduler_args").TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;
        Schedule schedule = scheduler.GetString() switch
        {
            null => rate,
            "CosineAnnealingLR" => PyTorch.CosineAnnealingLR(rate, (long)Argument("T_max", 0), Argument("eta_min", 0)),
            "ExponentialLR" => PyTorch.ExponentialLR(rate, Argument("gamma", 1)),
            string other => throw new InvalidDataException($"Nothing here schedules as {other}."),
        };
        return new Adam
        {
            LearningRate = schedule.PerEpoch(stepsPerEpoch),
            Beta1 = args.GetProperty("betas")[0].GetDouble(),
            Beta2 = args.GetProperty("betas")[1].GetDouble(),
            Epsilon = args.GetProperty("eps").GetDouble(),
        };
    }

    private static Tensor Of<T>(double value) => typeof(T) == typeof(float) ? Tensor.Of([(float)value], [1]) : Tensor.Of([value], [1]);

    private static void Put<T>(ParameterStore store, JsonElement weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = 0;
        foreach (Parameter parameter in store)
            OptimizerTrace.Narrow<T>(OptimizerFile.Numbers(weights[index++])).CopyTo(parameter.WeightsAs<T>());
        Assert.Equal(weights.GetArrayLength(), index);
    }

    // The index names every run; each is a file of its own beside it.
    private static Deviation Index(string file, JsonElement root, JsonElement runs)
    {
        string folder = Path.GetDirectoryName(file)!;
        foreach (JsonElement run in runs.EnumerateArray())
        {
            string path = Path.Combine(folder, run.GetProperty("file").GetString()!);
            using JsonDocument one = JsonDocument.Parse(File.ReadAllText(path));
            Assert.Equal(run.GetProperty("last_loss").GetDouble(), OptimizerFile.Numbers(one.RootElement.GetProperty("losses"))[^1]);
            Assert.Equal(run.GetProperty("val").GetDouble(), one.RootElement.GetProperty("val").GetDouble());
        }

        return new("pytorch", "square network, index", root.GetProperty("peer").GetString()!, 0, 0, "the value", "equal everywhere");
    }

    private sealed class Comparison
    {
        public double Largest { get; private set; }

        public string Where { get; private set; } = "equal everywhere";

        public void See(double expected, double actual, double floor, string what)
        {
            double relative = expected.Equals(actual) ? 0 : Math.Abs(expected - actual) / Math.Max(Math.Abs(expected), floor);
            if (relative > Largest || double.IsNaN(relative))
                (Largest, Where) = (double.IsNaN(relative) ? double.PositiveInfinity : relative, string.Create(CultureInfo.InvariantCulture, $"expected {expected:R}, got {actual:R}, {what}"));
        }

        public void See<T>(JsonElement expected, ParameterStore store, string when)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            int index = 0;
            foreach (Parameter parameter in store)
            {
                double[] values = OptimizerFile.Numbers(expected[index++]);
                for (int i = 0; i < values.Length; i++)
                    See(values[i], double.CreateTruncating(parameter.WeightsAs<T>()[i]), 0.1, $"weight {i} of {parameter.Name} {when}");
            }
        }

        public double[] See<T>(JsonElement expected, Module network, double[] inputs, string what)
        {
            double[] outputs = [.. inputs.Select(x => network.Predict(Of<T>(x)).Value)];
            double[] wanted = OptimizerFile.Numbers(expected);
            for (int i = 0; i < outputs.Length; i++)
                See(wanted[i], outputs[i], 0.1, $"{what} output {i}");
            return outputs;
        }
    }
}
