using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Examples in an order of their own: for each an input, and either the number of its class or values to be met.</summary>
/// <remarks>Reading is safe from several threads at once; the same index always gives the same numbers.</remarks>
public abstract class Dataset
{
    /// <summary>How many examples there are; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>The shape of one input, without the batch: <c>[1, 28, 28]</c> for a grey picture, channels first.</summary>
    public abstract Shape InputShape { get; }

    /// <summary>How many classes there are; 0 where targets are values.</summary>
    public virtual int Classes => 0;

    /// <summary>What the classes are called, in their order; empty where nobody said.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>The shape of one target, without the batch, where targets are values: <c>[1]</c> for a single number.</summary>
    public virtual Shape TargetShape => [];

    /// <summary>Copies one input.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <param name="input">As many numbers as <see cref="InputShape"/> holds.</param>
    public abstract void ReadInput(int index, Span<float> input);

    /// <summary>The class of one example, from 0 to <see cref="Classes"/> − 1.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="InvalidOperationException">The targets are values.</exception>
    public virtual int Label(int index) => throw new InvalidOperationException("The targets of this data are values, not classes: read them with ReadTarget.");

    /// <summary>Copies one target.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> − 1.</param>
    /// <param name="target">As many numbers as <see cref="TargetShape"/> holds.</param>
    /// <exception cref="InvalidOperationException">The targets are classes.</exception>
    public virtual void ReadTarget(int index, Span<float> target) => throw new InvalidOperationException("The targets of this data are classes, not values: read them with Label.");

    /// <summary>What a pixel beyond the edge of a picture holds, channel by channel: black, after whatever the reading does to it; empty for 0.</summary>
    public virtual ReadOnlySpan<float> Outside => [];

    /// <summary>Whether reading is copying from memory, so that small batches are not worth handing to another thread.</summary>
    internal virtual bool IsInMemory => false;

    /// <summary>Says that an example will be read soon, so that its memory may come closer; it must exist.</summary>
    internal virtual void Expect(int index)
    {
    }

    /// <summary>The first examples.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public Dataset Take(int count)
    {
        if (count < 1 || count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {Count} examples: take 1 to {Count} of them.");
        return count == Count ? this : new PickedDataset(this, [.. Enumerable.Range(0, count)]);
    }

    /// <summary>Some examples, in the order given; one may come twice.</summary>
    /// <param name="indices">Each from 0 to <see cref="Count"/> − 1; at least one.</param>
    /// <exception cref="ArgumentException">None is given, or one does not exist.</exception>
    public Dataset Pick(params ReadOnlySpan<int> indices)
    {
        if (indices.IsEmpty)
            throw new ArgumentException("No example is picked: data holds at least one.", nameof(indices));
        foreach (int index in indices)
            CheckIndex(index, nameof(indices));
        return new PickedDataset(this, indices.ToArray());
    }

    /// <summary>Two parts drawn by lot, each in the order of the data; they share its memory.</summary>
    /// <param name="share">The first part's share, above 0 and below 1; it gets the nearest whole number of examples.</param>
    /// <param name="seed">Of the lot; the same seed draws the same parts everywhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">One part would be empty.</exception>
    public (Dataset First, Dataset Second) Split(double share, int seed)
        => double.IsFinite(share) && share > 0 && share < 1 && Math.Round(share * Count) is double first && first >= 1 && first < Count
            ? Split((int)first, seed)
            : throw new ArgumentOutOfRangeException(nameof(share), share, FormattableString.Invariant($"A share of {share} of {Count} examples leaves a part empty: both need at least one."));

    /// <summary>Two parts drawn by lot, each in the order of the data; they share its memory.</summary>
    /// <param name="count">Examples of the first part, from 1 to <see cref="Count"/> − 1.</param>
    /// <param name="seed">Of the lot; the same seed draws the same parts everywhere.</param>
    /// <exception cref="ArgumentOutOfRangeException">One part would be empty.</exception>
    public (Dataset First, Dataset Second) Split(int count, int seed)
    {
        if (count < 1 || count >= Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{count} of {Count} examples leave a part empty: both need at least one.");
        (int[] first, int[] second) = ShuffledOrder.Split(Count, count, seed);
        return (new PickedDataset(this, first), new PickedDataset(this, second));
    }

    /// <summary>Refuses an example that does not exist.</summary>
    internal void CheckIndex(int index, string name)
    {
        if ((uint)index >= (uint)Count)
            throw new ArgumentOutOfRangeException(name, index, $"There is no example {index}: they are counted from 0 to {Count - 1}.");
    }
}
