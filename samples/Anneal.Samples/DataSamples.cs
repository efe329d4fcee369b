using Anneal.Data;
using Anneal.Parameters;

namespace Anneal.Samples;

/// <summary>The samples of docs/training.md about data.</summary>
public static class DataSamples
{
    // Compiled only: whether the data is on this machine is another matter.
    public static void FindOrFetch(TextWriter Console) => Console.WriteLine(((Func<Task<PictureData>>)FashionAsync).Method.IsStatic);

    #region FindOrFetch
    private static async Task<PictureData> FashionAsync()
    {
        try
        {
            return FashionMnist.Find();
        }
        catch (FileNotFoundException) // the message says where was looked, and every remedy
        {
            using HttpClient client = new();
            return FashionMnist.Find(await new DataDownload(client).FetchAsync(FashionMnist.Source));
        }
    }
    #endregion

    public static void Arrays(TextWriter Console)
    {
        #region Arrays
        float[,] points = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        Dataset xor = new ArrayDataset(points, labels: [0, 1, 1, 0], classes: 2) { Names = ["same", "different"] };

        (Dataset training, Dataset validation) = xor.Split(share: 0.75, seed: 1);
        Dataset some = xor.Pick(3, 0, 3);
        Console.WriteLine($"{training.Count} and {validation.Count} of {xor.Count}; example 0 of those picked is {xor.ClassNames[some.Label(0)]}");
        #endregion
    }

    public static void OwnDataset(TextWriter Console)
    {
        Waves waves = new(1000);
        float[] once = new float[64], again = new float[64];
        waves.ReadInput(7, once);
        waves.ReadInput(7, again);
        Console.WriteLine(once.SequenceEqual(again));
    }

    public static void OwnAugmentation(TextWriter Console)
    {
        BatchLoader loader = new(new Waves(10), 10) { Shuffle = 1, Augmentations = [new Noise(0.1)] };
        Console.WriteLine(loader.Epoch(0).Select(batch => batch.Inputs.ToArray()).First().Any(value => Math.Abs(value) > 1));
    }

    public static void Loader(TextWriter Console)
    {
        Random random = new(1);
        Dataset pictures = new ArrayDataset([.. Enumerable.Range(0, 200 * 3 * 32 * 32).Select(_ => random.NextSingle())], [3, 32, 32], [.. Enumerable.Range(0, 200).Select(i => i % 10)], classes: 10);
        #region Loader
        BatchLoader training = new(pictures, batchSize: 32)
        {
            Shuffle = 1, // the seed of the order and of the augmentations
            Augmentations = [new RandomCrop(padding: 4), new RandomHorizontalFlip()],
            Prefetch = 4, // so many batches a thread in the background prepares ahead
        };

        // Order and augmentations depend on seed and epoch alone, not on what was asked before.
        float[] there = training.Epoch(7, from: 5).Select(batch => batch.Inputs.ToArray()).First();
        float[] onTheWay = training.Epoch(7).Select(batch => batch.Inputs.ToArray()).ElementAt(5);
        Console.WriteLine(there.SequenceEqual(onTheWay));
        #endregion
    }

    #region OwnDataset
    /// <summary>Waves, to be told apart by their frequency.</summary>
    public sealed class Waves(int count) : Dataset
    {
        public override int Count => count;

        public override Shape InputShape => [64];

        public override int Classes => 4;

        public override int Label(int index) => index % 4;

        public override void ReadInput(int index, Span<float> input)
        {
            // The same index always gives the same numbers, on any thread: the phase is a function of it.
            double phase = new RandomNumbers(seed: 1, index).Uniform();
            for (int i = 0; i < input.Length; i++)
                input[i] = (float)Math.Sin(2 * Math.PI * (phase + ((Label(index) + 1) * i / 64.0)));
        }
    }
    #endregion

    #region OwnAugmentation
    /// <summary>Adds a number from −size to size to each input.</summary>
    public sealed class Noise(double size) : Augmentation
    {
        public override void Check(Shape inputShape)
        {
            // Any shape will do; without this, only pictures would.
        }

        public override void Apply(Span<float> input, Shape inputShape, ReadOnlySpan<float> outside, RandomNumbers random)
        {
            foreach (ref float value in input)
                value += (float)(size * ((2 * random.Uniform()) - 1));
        }
    }
    #endregion
}
