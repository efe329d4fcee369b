using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Mirrors a picture left to right with a probability; torchvision's <c>RandomHorizontalFlip</c>.</summary>
public sealed class RandomHorizontalFlip : Augmentation
{
    /// <summary>A flip.</summary>
    /// <param name="probability">From 0, never, to 1, always; ½ by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is none.</exception>
    public RandomHorizontalFlip(double probability = 0.5)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        Probability = probability;
    }

    /// <summary>How many of the pictures are mirrored.</summary>
    public double Probability { get; }

    /// <inheritdoc/>
    public override void Apply(Span<float> input, Shape inputShape, ReadOnlySpan<float> outside, RandomNumbers random)
    {
        if (random.Uniform() >= Probability)
            return;
        int width = inputShape[2];
        for (int row = 0; row < input.Length; row += width)
            input.Slice(row, width).Reverse();
    }
}
