using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Shifts a picture by up to some pixels each way: what a random cut of its own size out of the padded picture shows; torchvision's <c>RandomCrop(size, padding)</c>.</summary>
/// <remarks>All (2·padding + 1)² places are equally likely. What comes in from beyond the edge is black, also of normalised pictures (<see cref="Dataset.Outside"/>), as in torchvision, where the cut comes before the normalisation.</remarks>
public sealed class RandomCrop : Augmentation
{
    /// <summary>A crop.</summary>
    /// <param name="padding">How far a picture may move, in pixels; 4 by default, as is usual for CIFAR.</param>
    /// <exception cref="ArgumentOutOfRangeException">The padding is below 1.</exception>
    public RandomCrop(int padding = 4)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(padding);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(padding, 1 << 20);
        Padding = padding;
    }

    /// <summary>How far a picture may move, in pixels.</summary>
    public int Padding { get; }

    /// <inheritdoc/>
    public override void Apply(Span<float> input, Shape inputShape, ReadOnlySpan<float> outside, RandomNumbers random)
    {
        int down = random.Below((2 * Padding) + 1) - Padding, right = random.Below((2 * Padding) + 1) - Padding;
        int size = inputShape[1] * inputShape[2];
        for (int channel = 0; channel < inputShape[0]; channel++)
            Shift(input.Slice(channel * size, size), inputShape[1], inputShape[2], down, right, channel < outside.Length ? outside[channel] : 0);
    }

    private static void Shift(Span<float> plane, int height, int width, int down, int right, float outside)
    {
        int kept = Math.Max(0, width - Math.Abs(right)), to = Math.Clamp(right, 0, width), from = Math.Clamp(-right, 0, width);
        // In the order that reads every row before it is written over.
        for (int i = 0; i < height; i++)
        {
            int row = down > 0 ? height - 1 - i : i;
            Span<float> target = plane.Slice(row * width, width);
            if (row - down < 0 || row - down >= height || kept == 0)
            {
                target.Fill(outside);
                continue;
            }

            plane.Slice(((row - down) * width) + from, kept).CopyTo(target[to..]);
            target[..to].Fill(outside);
            target[(to + kept)..].Fill(outside);
        }
    }
}
