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
}
