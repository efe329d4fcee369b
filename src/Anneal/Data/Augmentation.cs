using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>A random change of an input that leaves its meaning alone, made anew in every epoch.</summary>
/// <remarks>What happens depends on the seed of the loader, the epoch and the example alone, never on batches, threads or what happened before.</remarks>
public abstract class Augmentation
{
    /// <summary>Refuses inputs that cannot be changed in this way; without an override, whatever is no picture <c>[channels, height, width]</c>.</summary>
    /// <param name="inputShape">The shape of one input.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public virtual void Check(Shape inputShape)
    {
        if (inputShape.Rank != 3)
            throw new ArgumentException($"{GetType().Name} changes pictures of shape [channels, height, width], not inputs of shape {inputShape}: leave it out, or give the data such a shape.", nameof(inputShape));
    }

    /// <summary>Changes one input in place.</summary>
    /// <param name="input">Its numbers.</param>
    /// <param name="inputShape">Its shape, which <see cref="Check"/> has let pass.</param>
    /// <param name="outside">What lies beyond the edge, as <see cref="Dataset.Outside"/> says.</param>
    /// <param name="random">Numbers for this example in this epoch.</param>
    public abstract void Apply(Span<float> input, Shape inputShape, ReadOnlySpan<float> outside, RandomNumbers random);
}
