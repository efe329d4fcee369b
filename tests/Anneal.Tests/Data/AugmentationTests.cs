using System.Runtime.InteropServices;
using Anneal.Data;
using Anneal.Parameters;

namespace Anneal.Tests.Data;

/// <summary>Random changes depend on seed, epoch and example, and are those of the plain definition.</summary>
public class AugmentationTests
{
    private static readonly Shape _shape = [2, 5, 4];

    [Fact]
    public void A_flip_mirrors_every_row()
    {
        float[] input = [.. Enumerable.Range(0, 40).Select(i => (float)i)], flipped = [.. input];
        new RandomHorizontalFlip(1).Apply(flipped, _shape, [], new(1));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => input[(i / 4 * 4) + 3 - (i % 4)]), flipped);
        new RandomHorizontalFlip(0).Apply(flipped, _shape, [], new(1));
        Assert.NotEqual(input, flipped);
    }

    [Theory, InlineData(1), InlineData(3), InlineData(9)]
    public void A_crop_is_a_cut_of_the_padded_picture_and_all_places_occur(int padding)
    {
        float[] input = [.. Enumerable.Range(1, 40).Select(i => (float)i)], outside = [-1, -2];
        HashSet<(int, int)> places = [];
        for (int turn = 0; turn < 60 * padding * padding; turn++)
        {
            float[] cropped = [.. input];
            RandomNumbers random = new(turn);
            new RandomCrop(padding).Apply(cropped, _shape, outside, random);
            int down = random.Below((2 * padding) + 1) - padding, right = random.Below((2 * padding) + 1) - padding;
            Assert.Equal(Enumerable.Range(0, 40).Select(i => Padded(input, outside, i / 20, (i / 4 % 5) - down, (i % 4) - right)), cropped);
            places.Add((down, right));
        }

        Assert.Equal(((2 * padding) + 1) * ((2 * padding) + 1), places.Count);
    }

    [Theory, InlineData(0), InlineData(2)]
    public void What_happens_to_an_example_depends_on_the_epoch_but_not_on_batches(int prefetch)
    {
        PictureDataset data = new PictureDataset(Samples.Noise(20 * 3 * 64), [3, 8, 8], new byte[20], 10, []).Normalized([0.5, 0.5, 0.5], [0.2, 0.2, 0.2]);
        string[] first = Seen(4, 0, 0), second = Seen(4, 1, 0);
        Assert.Equal(second, Seen(7, 1, prefetch));
        Assert.Empty(first.Intersect(second));

        // Every augmented example of the epoch, in its order.
        string[] Seen(int batchSize, int epoch, int ahead)
        {
            BatchLoader loader = new(data, batchSize) { Shuffle = 3, Prefetch = ahead, Augmentations = [new RandomCrop(), new RandomHorizontalFlip()] };
            return [.. loader.Epoch(epoch).SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => Convert.ToHexString(MemoryMarshal.AsBytes(batch.Inputs.Slice(i * 192, 192)))).ToArray())];
        }
    }

    [Fact]
    public void Resuming_within_an_epoch_gives_the_same_augmented_numbers()
    {
        PictureDataset data = new(Samples.Noise(20 * 64), [1, 8, 8], new byte[20], 10, []);
        BatchLoader loader = new(data, 3) { Shuffle = 3, Augmentations = [new RandomCrop(2), new RandomHorizontalFlip()] };
        float[][] all = [.. loader.Epoch(6).Select(batch => batch.Inputs.ToArray())];
        for (int from = 0; from < all.Length; from++)
            Assert.Equal(all[from..], new BatchLoader(data, 3) { Shuffle = 3, Augmentations = loader.Augmentations }.Epoch(6, from).Select(batch => batch.Inputs.ToArray()));
    }

    [Fact]
    public void Augmentations_want_a_seed_and_sensible_numbers()
    {
        PictureDataset data = new(new byte[64], [1, 8, 8], new byte[1], 10, []);
        Assert.Contains("set Shuffle", Assert.Throws<InvalidOperationException>(() => new BatchLoader(data, 1) { Augmentations = [new RandomCrop()] }.Epoch(0)).Message, StringComparison.Ordinal);
        Agree.Refused(() => _ = new RandomCrop(0));
        Agree.Refused(() => _ = new RandomHorizontalFlip(1.5));
        Agree.Refused(() => _ = new RandomHorizontalFlip(double.NaN));
        Augmentation flip = new RandomHorizontalFlip();
        Assert.Contains("inputs of shape [8]", Agree.Refused(() => flip.Check([8])), StringComparison.Ordinal);
    }

    private static float Padded(float[] input, float[] outside, int channel, int row, int column)
        => row is < 0 or >= 5 || column is < 0 or >= 4 ? outside[channel] : input[(channel * 20) + (row * 4) + column];
}
