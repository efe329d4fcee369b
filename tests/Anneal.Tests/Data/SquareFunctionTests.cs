using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>The data that needs no file.</summary>
public class SquareFunctionTests
{
    [Fact]
    public void Its_points_are_the_nearest_numbers_to_those_on_paper()
    {
        Assert.Equal([0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f], Read(SquareFunction.Training).Inputs);
        Assert.Equal([0.01f, 0.04f, 0.09f, 0.16f, 0.25f, 0.36f, 0.49f, 0.64f, 0.81f, 1f], Read(SquareFunction.Training).Targets);
        Assert.Equal([0.15f, 0.25f, 0.35f, 0.45f, 0.55f, 0.65f, 0.75f, 0.85f, 0.95f], Read(SquareFunction.Validation).Inputs);
        Assert.Equal([0.0225f, 0.0625f, 0.1225f, 0.2025f, 0.3025f, 0.4225f, 0.5625f, 0.7225f, 0.9025f], Read(SquareFunction.Validation).Targets);
    }

    private static (float[] Inputs, float[] Targets) Read(ArrayDataset data)
    {
        Batch batch = new BatchLoader(data, data.Count).Epoch(0).Single();
        return (batch.Inputs.ToArray(), batch.Targets.ToArray());
    }
}
