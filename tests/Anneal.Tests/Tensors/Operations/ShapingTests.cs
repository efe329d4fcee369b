using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class ShapingTests
{
    private static readonly Tensor _x = Tensor.Of([.. Enumerable.Range(0, 24).Select(i => (float)i)], [2, 3, 4]);

    [Fact]
    public void Permuted_numbers_are_those_of_the_plain_loop_in_every_order()
    {
        int[] sizes = [3, 18, 2, 37];
        float[] values = [.. Enumerable.Range(0, 3 * 18 * 2 * 37).Select(i => (float)i)];
        Tensor x = Tensor.Of(values, Shape.Of(sizes));
        foreach (int[] order in Orders(4))
        {
            Tensor y = x.Permute(order);
            Assert.Equal(order.Select(dimension => sizes[dimension]), y.Shape);
            ReadOnlySpan<float> actual = y.Values;
            for (int i = 0; i < values.Length; i++)
            {
                int[] at = new int[4];
                for (int d = 3, rest = i; d >= 0; d--)
                    (rest, at[order[d]]) = Math.DivRem(rest, sizes[order[d]]);
                Assert.Equal(values[(((((at[0] * 18) + at[1]) * 2) + at[2]) * 37) + at[3]], actual[i]);
            }
        }
    }

    [Fact]
    public void Parts_along_the_first_dimension_are_views_of_the_same_memory()
    {
        Assert.True(_x.Values[12..].Overlaps(_x[1].Values, out int offset) && offset == 0);
        Assert.True(_x.Values.Overlaps(_x[1..].Values));
        Assert.True(_x[0].Values.Overlaps(_x[0][1].Values));
        Assert.False(_x.Values.Overlaps(_x.Slice(1, 0, 2).Values));
        Assert.Equal([20f, 21f, 22f, 23f], _x[^1][^1].ToArray());
        Assert.Equal([5f, 9f], _x[0][1..].Slice(-1, 1, 2).ToArray());
        Assert.Equal([0f, 2f, 4f, 6f, 8f, 10f], _x[0].Slice(1, 0, 4, 2).ToArray());
    }

    [Fact]
    public void Sizes_of_one_come_and_go()
    {
        Assert.Equal(Shape.Of([2, 1, 3, 4]), _x.Unsqueeze(1).Shape);
        Assert.Equal(Shape.Of([2, 3, 4, 1]), _x.Unsqueeze(-1).Shape);
        Assert.Equal(Shape.Of([2, 3, 4]), _x.Unsqueeze(0).Unsqueeze(-1).Squeeze().Shape);
        Assert.Equal(Shape.Of([1, 2]), Tensor.Full(1, [1, 2, 1]).Squeeze(-1).Shape);
        Assert.Equal(Shape.Of([6, 4]), _x.Flatten(0, 1).Shape);
        Assert.Equal(Shape.Of([1]), Tensor.Full(1, []).Flatten().Shape);
    }

    [Fact]
    public void Pieces_joined_again_are_the_whole()
    {
        foreach (int dimension in (ReadOnlySpan<int>)[0, 1, 2, -1])
        {
            int size = _x.Shape[dimension < 0 ? 2 : dimension];
            Assert.Equal(_x.ToArray(), Tensor.Concatenate(dimension, _x.Split(dimension, 1, size - 1, 0)).ToArray());
        }

        Assert.Equal([0f, 0f, 1f, 1f, 2f, 2f], Tensor.Stack(-1, _x[0][0][..3], _x[0][0][..3]).ToArray());
    }

    [Fact]
    public void Rows_used_twice_add_their_gradients_and_a_padding_row_gets_none()
    {
        Tensor table = Tensor.Variable([1f, 2, 3, 4, 5, 6], [3, 2]);
        Tensor rows = table.Lookup([2, 0, 2, 1], [2, 2], padding: 1);
        Assert.Equal([5f, 6f, 1f, 2f, 5f, 6f, 3f, 4f], rows.ToArray());
        rows.Backward(Tensor.Of([1f, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]));
        Assert.Equal([3f, 4f, 0f, 0f, 6f, 8f], table.Gradient.ToArray());
        table.ZeroGradient();
        table.Lookup([2, 0, 2], [3], average: true).Backward(Tensor.Of([1f, 2, 3, 4, 5, 6], [3, 2]));
        Assert.Equal([3f, 4f, 0f, 0f, 3f, 4f], table.Gradient.ToArray());
    }

    [Fact]
    public void Gradients_go_through_a_change_of_precision()
    {
        Tensor x = Tensor.Variable([1f, 2, 3, 4, 5, 6, 7, 8, 9], [9]);
        Tensor y = x.To(Precision.Double);
        Assert.Equal(x.ToDoubles(), y.ToDoubles());
        (y * y).To(Precision.Single).Backward(Tensor.Full(1, [9]));
        Assert.Equal([2f, 4f, 6f, 8f, 10f, 12f, 14f, 16f, 18f], x.Gradient.ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Assert.Contains("from -3 to 2", Agree.Refused(() => _x.Transpose(0, 3)), StringComparison.Ordinal);
        Assert.Contains("named twice", Agree.Refused(() => _x.Permute(0, 1, -2)), StringComparison.Ordinal);
        Assert.Contains("name each exactly once", Agree.Refused(() => _x.Permute(0, 1)), StringComparison.Ordinal);
        Assert.Contains("entries from 0 to 2", Agree.Refused(() => _x.Slice(1, 2, 4)), StringComparison.Ordinal);
        Assert.Contains("from 0 to 1", Agree.Refused(() => _ = _x[2]), StringComparison.Ordinal);
        Assert.Contains("size of 1", Agree.Refused(() => _x.Squeeze(0)), StringComparison.Ordinal);
        Assert.Contains("do not add up", Agree.Refused(() => _x.Split(0, 1, 2)), StringComparison.Ordinal);
        Assert.Contains("differ only in the dimension 1", Agree.Refused(() => Tensor.Concatenate(1, _x, _x[..1])), StringComparison.Ordinal);
        Assert.Contains("the first [2, 3, 4]", Agree.Refused(() => Tensor.Stack(0, _x, _x[0])), StringComparison.Ordinal);
        Assert.Contains("at least one", Agree.Refused(() => Tensor.Stack(0)), StringComparison.Ordinal);
        Assert.Contains("entries from 0 to 1", Agree.Refused(() => _x.Lookup(2)), StringComparison.Ordinal);
        Assert.Contains("no dimensions", Agree.Refused(() => _ = Tensor.Full(1, [])[0]), StringComparison.Ordinal);
        Assert.Contains("stands behind", Agree.Refused(() => _x.Flatten(2, 1)), StringComparison.Ordinal);
    }

    private static IEnumerable<int[]> Orders(int count)
        => count == 0 ? [[]] : Orders(count - 1).SelectMany(order => Enumerable.Range(0, count).Select(at => (int[])[.. order[..at], count - 1, .. order[at..]]));
}
