using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Some examples of other data, which keeps the memory.</summary>
internal sealed class PickedDataset(Dataset data, int[] indices) : Dataset
{
    public override int Count => indices.Length;

    public override Shape InputShape => data.InputShape;

    public override int Classes => data.Classes;

    public override IReadOnlyList<string> ClassNames => data.ClassNames;

    public override Shape TargetShape => data.TargetShape;

    public override ReadOnlySpan<float> Outside => data.Outside;

    internal override bool IsInMemory => data.IsInMemory;

    public override void ReadInput(int index, Span<float> input) => data.ReadInput(At(index), input);

    public override int Label(int index) => data.Label(At(index));

    public override void ReadTarget(int index, Span<float> target) => data.ReadTarget(At(index), target);

    internal override void Expect(int index) => data.Expect(indices[index]);

    private int At(int index)
    {
        CheckIndex(index, nameof(index));
        return indices[index];
    }
}
