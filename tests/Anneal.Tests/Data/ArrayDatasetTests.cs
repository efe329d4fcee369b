using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Arrays as data.</summary>
public class ArrayDatasetTests
{
    [Fact]
    public void Rows_of_a_table_are_examples()
    {
        ArrayDataset classes = new(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, [1, 0, 1], 2) { Names = ["no", "yes"] };
        Assert.Equal("3 [2] 2 yes", $"{classes.Count} {classes.InputShape} {classes.Classes} {classes.ClassNames[classes.Label(2)]}");
        ArrayDataset values = new(new float[,] { { 1, 2 }, { 3, 4 } }, new float[,] { { 5 }, { 6 } });
        (float[] input, float[] target) = (new float[2], new float[1]);
        values.ReadInput(1, input);
        values.ReadTarget(1, target);
        Assert.Equal("2 [2] [1] 3 4 6", FormattableString.Invariant($"{values.Count} {values.InputShape} {values.TargetShape} {input[0]} {input[1]} {target[0]}"));
    }

    [Fact]
    public void Classes_are_not_read_as_values_nor_values_as_classes()
    {
        Assert.Throws<InvalidOperationException>(() => Samples.Counted(3).ReadTarget(0, new float[1]));
        Assert.Throws<InvalidOperationException>(() => SquareFunction.Training.Label(0));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_with_the_sizes()
    {
        Assert.Contains("7 numbers are no whole number of inputs of shape [2]", Agree.Refused(() => _ = new ArrayDataset(new float[7], [2], new int[3], 2)), StringComparison.Ordinal);
        Assert.Contains("3 inputs of shape [2], but 4 labels", Agree.Refused(() => _ = new ArrayDataset(new float[6], [2], new int[4], 2)), StringComparison.Ordinal);
        Assert.Contains("3 inputs of shape [2], but 2 targets of shape [3]", Agree.Refused(() => _ = new ArrayDataset(new float[6], [2], new float[6], [3])), StringComparison.Ordinal);
        Assert.Contains("The label of example 1 is 2", Agree.Refused(() => _ = new ArrayDataset(new float[6], [3], [1, 2], 2)), StringComparison.Ordinal);
        Assert.Contains("at least one", Agree.Refused(() => _ = new ArrayDataset([], [3], Array.Empty<int>(), 2)), StringComparison.Ordinal);
        Agree.Refused(() => _ = new ArrayDataset(new float[6], [0, 3], [], 2));
        Agree.Refused(() => _ = new ArrayDataset(new float[0, 3], [], 2));
        Agree.Refused(() => _ = new ArrayDataset(new float[3, 0], new int[3], 2));
        Agree.Refused(() => _ = new ArrayDataset(new float[6], [3], [0, 1], 0));
        Agree.Refused(() => _ = new ArrayDataset(new float[6], [3], [0, 1], 2) { Names = ["one"] });
    }
}
