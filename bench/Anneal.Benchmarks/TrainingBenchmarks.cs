using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tensors;

namespace Anneal.Benchmarks;

/// <summary>Whole training steps: fetch, forward, backward, update. The same networks, batches and optimizers as peers/training.py.</summary>
internal static class TrainingBenchmarks
{
    private const string Usage = "usage: training THREADS SECONDS FOLDER [NAMES], where FOLDER holds Fashion-MNIST as gzipped IDX files";

    public static void Run(TextWriter output, string[] args)
    {
        if (args.Length < 3 || !int.TryParse(args[0], CultureInfo.InvariantCulture, out int threads) || !double.TryParse(args[1], CultureInfo.InvariantCulture, out double seconds))
            throw new ArgumentException(Usage);
        Bench bench = new(output, threads, seconds, args[2]);
        Dictionary<string, Action> verbs = new()
        {
            ["square"] = bench.Square,
            ["lenet"] = () => bench.Images("LeNet 6/16", new LeNet()),
            ["lenet-djl"] = () => bench.Images("LeNet 1+1 (DJL)", new LeNetDjl()),
            ["mlp"] = () => bench.Images("MLP 784-256-128-10", new MultilayerPerceptron(784, 256, 128, 10)),
            ["resnet20"] = () => bench.Batch("ResNet-20, batch 128", new ResNet20(), [128, 3, 32, 32], new Sgd { LearningRate = 0.01, Momentum = 0.9 }),
            ["transformer"] = () => bench.Batch("Transformer d128 x 4", new TransformerEncoder(), [32, 64, 128], new AdamW { LearningRate = 1e-3 }),
        };
        string[] names = args.Length > 3 ? args[3..] : [.. verbs.Keys];
        foreach (string name in names)
            verbs[name]();
        Bench.Report(output, $"peak memory, {(args.Length > 3 ? string.Join(' ', names) : "all")}", Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0, "MiB");
    }

    private sealed class Bench(TextWriter output, int threads, double seconds, string folder)
    {
        public static void Report(TextWriter output, string name, double value, string unit)
            => output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:G6}\t{unit}"));

        public void Square()
        {
            Module network = new SquareNetwork();
            ParameterStore store = network.Initialize(seed: 3);
            Optimizer optimizer = new Adam { LearningRate = Schedule.Cosine(1e-3, 0, over: 200).Repeat(1000).PerEpoch(10) }.For(store);
            Tape tape = new() { Threads = threads };
            float[] x = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1];
            float[] y = Array.ConvertAll(x, value => value * value);
            double time = Median("square network, Adam", () =>
            {
                for (int i = 0; i < x.Length; i++)
                {
                    store.ZeroGradients();
                    using (tape.Step())
                        network.Forward(Tensor.Of(x.AsSpan(i, 1), [1]), Mode.Training).MeanSquaredError(Tensor.Of(y.AsSpan(i, 1), [1])).Backward();
                    optimizer.Update();
                }
            });
            Report(output, "square network, Adam", time / 10 * 1e6, "us per update");
        }

        public void Images(string name, Module network, int batch = 256)
        {
            (float[] images, int[] labels) = Fashion();
            ParameterStore store = network.Initialize(seed: 1);
            Optimizer optimizer = new Sgd { LearningRate = 0.05 }.For(store);
            Tape tape = new() { Threads = threads };
            float[] chosen = new float[batch * 784];
            int[] wanted = new int[batch];
            Random random = new(1);
            int[] order = [.. Enumerable.Range(0, labels.Length)];
            int at = labels.Length;
            double time = Median(name, () =>
            {
                if (at + batch > order.Length)
                {
                    random.Shuffle(order);
                    at = 0;
                }

                for (int i = 0; i < batch; i++)
                {
                    images.AsSpan(order[at + i] * 784, 784).CopyTo(chosen.AsSpan(i * 784));
                    wanted[i] = labels[order[at + i]];
                }

                at += batch;
                store.ZeroGradients();
                using (tape.Step())
                    network.Forward(Tensor.Of(chosen, [batch, 1, 28, 28]), Mode.Training).CrossEntropy(wanted).Backward();
                optimizer.Update();
            });
            Report(output, name, batch / time, "examples/s");
        }

        public void Batch(string name, Module network, Shape input, UpdateRule rule)
        {
            ParameterStore store = network.Initialize(seed: 1);
            Optimizer optimizer = rule.For(store);
            Tape tape = new() { Threads = threads };
            Random random = new(1);
            float[] x = [.. Enumerable.Range(0, input.FlattenedLength).Select(_ => (float)((2 * random.NextDouble()) - 1))];
            int[] y = [.. Enumerable.Range(0, input[0]).Select(_ => random.Next(10))];
            double time = Median(name, () =>
            {
                store.ZeroGradients();
                using (tape.Step())
                    network.Forward(Tensor.Of(x, input), Mode.Training).CrossEntropy(y).Backward();
                optimizer.Update();
            });
            Report(output, name, time * 1e3, "ms per step");
        }

        // Median seconds of a step after a warm-up of a fifth of the time; and what the steps allocated.
        private double Median(string name, Action step)
        {
            long end = Stopwatch.GetTimestamp() + (long)(seconds / 5 * Stopwatch.Frequency);
            do
                step();
            while (Stopwatch.GetTimestamp() < end);
            step();
            List<long> times = new(1 << 20);
            long before = GC.GetAllocatedBytesForCurrentThread();
            end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
            while (times.Count < 5 || Stopwatch.GetTimestamp() < end)
            {
                long begin = Stopwatch.GetTimestamp();
                step();
                times.Add(Stopwatch.GetTimestamp() - begin);
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Report(output, $"{name}, allocated", (double)allocated / times.Count, "bytes per step");
            times.Sort();
            return (double)times[times.Count / 2] / Stopwatch.Frequency;
        }

        private (float[] Images, int[] Labels) Fashion()
        {
            byte[] images = Unzip("train-images-idx3-ubyte.gz"), labels = Unzip("train-labels-idx1-ubyte.gz");
            return (Array.ConvertAll(images[16..], value => value / 255f), Array.ConvertAll(labels[8..], value => (int)value));
        }

        private byte[] Unzip(string name)
        {
            using GZipStream stream = new(File.OpenRead(Path.Combine(folder, name)), CompressionMode.Decompress);
            using MemoryStream memory = new();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
    }
}
