using Anneal.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Data;

/// <summary>Parts of data are the same examples.</summary>
public class DatasetTests
{
    [Fact]
    public void The_first_examples_and_picked_ones_are_those_of_the_data()
    {
        ArrayDataset data = Samples.Counted(9);
        Assert.Equal([0, 1, 2], Numbers(data.Take(3)));
        Assert.Same(data, data.Take(9));
        Assert.Equal([7, 2, 7], Numbers(data.Pick(7, 2, 7)));
        Assert.Equal([2, 7], Numbers(data.Pick(7, 2, 7).Pick(1, 0)));
        Dataset picked = SquareFunction.Training.Pick(4, 9);
        Assert.Equal("2 [1] 0 [1]", $"{picked.Count} {picked.InputShape} {picked.Classes} {picked.TargetShape}");
        var target = new float[1];
        picked.ReadTarget(1, target);
        Assert.Equal(1, target[0]);
    }

    [Fact]
    public void Parts_of_a_split_hold_every_example_once_each_in_the_order_of_the_data()
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll((from count in Gen.Choose(2, 80) from first in Gen.Choose(1, count - 1) from seed in Gen.Choose(-5, 1000) select (count, first, seed)).ToArbitrary(), given =>
        {
            (Dataset first, Dataset second) = Samples.Counted(given.count).Split(given.first, given.seed);
            int[] one = Numbers(first), other = Numbers(second);
            Assert.Equal(given.first, one.Length);
            Assert.Equal(Enumerable.Range(0, given.count), one.Concat(other).Order());
            Assert.Equal(one.Order(), one);
            Assert.Equal(other.Order(), other);
            Assert.Equal(one, Numbers(Samples.Counted(given.count).Split(given.first, given.seed).First));
        }));

    [Fact]
    public void A_share_gets_the_nearest_whole_number_of_examples()
    {
        Assert.Equal((2, 5), (Samples.Counted(7).Split(0.3, 1).First.Count, Samples.Counted(7).Split(0.3, 1).Second.Count));
        Assert.NotEqual(Numbers(Samples.Counted(50).Split(0.5, 1).First), Numbers(Samples.Counted(50).Split(0.5, 2).First));
    }

    [Fact]
    public void Examples_that_are_not_there_are_refused()
    {
        ArrayDataset data = Samples.Counted(5);
        Assert.Contains("take 1 to 5", Agree.Refused(() => data.Take(6)), StringComparison.Ordinal);
        Agree.Refused(() => data.Take(0));
        Agree.Refused(() => data.Pick());
        Assert.Contains("counted from 0 to 4", Agree.Refused(() => data.Pick(1, 5)), StringComparison.Ordinal);
        Agree.Refused(() => data.Split(5, 1));
        Agree.Refused(() => data.Split(0, 1));
        Agree.Refused(() => data.Split(0.01, 1));
        Agree.Refused(() => data.Split(double.NaN, 1));
        Agree.Refused(() => data.Pick(1, 2).Label(2));
    }

    private static int[] Numbers(Dataset data)
        => [.. Enumerable.Range(0, data.Count).Select(i =>
        {
            var input = new float[data.InputShape.FlattenedLength];
            data.ReadInput(i, input);
            Assert.Equal((int)input[0] % 3, data.Label(i));
            return (int)input[0];
        })];
}
