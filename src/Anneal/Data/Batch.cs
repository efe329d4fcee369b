using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Some examples side by side. The loader fills the same memory again: a batch is good until the next one is asked for.</summary>
public sealed class Batch
{
    /// <summary>The pass over the data it belongs to, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Its place within the epoch, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>How many examples it holds; the last one of an epoch may hold fewer.</summary>
    public int Count { get; internal set; }

    /// <summary>The shape of the inputs, the batch first: <c>[256, 1, 28, 28]</c>.</summary>
    public Shape InputShape { get; internal set; }

    /// <summary>The shape of the targets, the batch first; empty where targets are classes.</summary>
    public Shape TargetShape { get; internal set; }

    /// <summary>The inputs, example by example.</summary>
    public ReadOnlySpan<float> Inputs => InputMemory.Span[..InputShape.FlattenedLength];

    /// <summary>The classes; empty where targets are values.</summary>
    public ReadOnlySpan<int> Labels => LabelMemory.AsSpan(0, LabelMemory.Length == 0 ? 0 : Count);

    /// <summary>The values to be met; empty where targets are classes.</summary>
    public ReadOnlySpan<float> Targets => TargetMemory.AsSpan(0, TargetMemory.Length == 0 ? 0 : TargetShape.FlattenedLength);

    internal Memory<float> InputMemory { get; set; }

    internal int[] LabelMemory { get; set; } = [];

    internal float[] TargetMemory { get; set; } = [];
}
