using System.Runtime.InteropServices;
using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Examples that lie in arrays.</summary>
/// <remarks>One-dimensional arrays are kept, not copied: changing them changes the data.</remarks>
public sealed class ArrayDataset : Dataset
{
    private readonly float[] _inputs;
    private readonly float[] _targets = [];
    private readonly int[] _labels = [];

    /// <summary>Inputs and their classes.</summary>
    /// <param name="inputs">The inputs, example by example.</param>
    /// <param name="inputShape">The shape of one input.</param>
    /// <param name="labels">The class of every example, from 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">How many classes there are; at least 1.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or a label is no class.</exception>
    public ArrayDataset(float[] inputs, Shape inputShape, int[] labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (_inputs, InputShape, _labels, Classes, Count) = (inputs, inputShape, labels, classes, Examples(inputs.Length, inputShape, "inputs", nameof(inputs)));
        if (labels.Length != Count)
            throw new ArgumentException($"There are {Count} inputs of shape {inputShape}, but {labels.Length} labels: give one label for each input.", nameof(labels));
        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
            throw new ArgumentException($"The label of example {wrong} is {labels[wrong]}: {classes} classes are counted from 0 to {classes - 1}.", nameof(labels));
    }

    /// <summary>Inputs and the values to be met.</summary>
    /// <param name="inputs">The inputs, example by example.</param>
    /// <param name="inputShape">The shape of one input.</param>
    /// <param name="targets">The targets, example by example.</param>
    /// <param name="targetShape">The shape of one target.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public ArrayDataset(float[] inputs, Shape inputShape, float[] targets, Shape targetShape)
    {
        (_inputs, InputShape, _targets, TargetShape, Count) = (inputs, inputShape, targets, targetShape, Examples(inputs.Length, inputShape, "inputs", nameof(inputs)));
        if (Examples(targets.Length, targetShape, "targets", nameof(targets)) is int count && count != Count)
            throw new ArgumentException($"There are {Count} inputs of shape {inputShape}, but {count} targets of shape {targetShape}: give one target for each input.", nameof(targets));
    }

    /// <summary>Inputs, one row each, and their classes.</summary>
    /// <param name="inputs">A row for every example; copied.</param>
    /// <param name="labels">The class of every example, from 0 to <paramref name="classes"/> − 1.</param>
    /// <param name="classes">How many classes there are; at least 1.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together, or a label is no class.</exception>
    public ArrayDataset(float[,] inputs, int[] labels, int classes)
        : this(Flat(inputs), [inputs.GetLength(1)], labels, classes)
    {
    }

    /// <summary>Inputs, one row each, and the values to be met.</summary>
    /// <param name="inputs">A row for every example; copied.</param>
    /// <param name="targets">A row for every example; copied.</param>
    /// <exception cref="ArgumentException">Sizes do not fit together.</exception>
    public ArrayDataset(float[,] inputs, float[,] targets)
        : this(Flat(inputs), [inputs.GetLength(1)], Flat(targets), [targets.GetLength(1)])
    {
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override int Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => Names;

    /// <inheritdoc/>
    public override Shape TargetShape { get; } = [];

    internal override bool IsInMemory => true;

    /// <summary>What <see cref="ClassNames"/> says: a name for every class, or none at all, the default.</summary>
    /// <exception cref="ArgumentException">There are more or fewer names than classes.</exception>
    public IReadOnlyList<string> Names
    {
        get;
        init => field = value.Count == 0 || value.Count == Classes
            ? value
            : throw new ArgumentException($"{Classes} classes have {value.Count} names: give one name for each class, or none.", nameof(value));
    }

    = [];

    /// <inheritdoc/>
    public override void ReadInput(int index, Span<float> input) => Copy(_inputs, InputShape.FlattenedLength, index, input);

    /// <inheritdoc/>
    public override int Label(int index)
    {
        if (Classes == 0)
            return base.Label(index);
        CheckIndex(index, nameof(index));
        return _labels[index];
    }

    /// <inheritdoc/>
    public override void ReadTarget(int index, Span<float> target)
    {
        if (Classes > 0)
            base.ReadTarget(index, target);
        Copy(_targets, TargetShape.FlattenedLength, index, target);
    }

    private void Copy(float[] from, int length, int index, Span<float> to)
    {
        CheckIndex(index, nameof(index));
        from.AsSpan(index * length, length).CopyTo(to);
    }

    private static int Examples(int length, Shape shape, string what, string name)
        => shape.FlattenedLength == 0 ? throw new ArgumentException($"One of the {what} has the shape {shape} and so no numbers: every size is at least 1.", name)
            : length == 0 ? throw new ArgumentException($"There are no {what}: data holds at least one example.", name)
            : length % shape.FlattenedLength != 0 ? throw new ArgumentException($"{length} numbers are no whole number of {what} of shape {shape}, {shape.FlattenedLength} numbers each.", name)
            : length / shape.FlattenedLength;

    private static float[] Flat(float[,] rows) => MemoryMarshal.CreateReadOnlySpan(ref rows.Length == 0 ? ref MemoryMarshal.GetArrayDataReference(Array.Empty<float>()) : ref rows[0, 0], rows.Length).ToArray();
}
