using Anneal.Parameters;
using Anneal.Tensors;
using Numerics = System.Numerics.Tensors;

namespace Anneal.Tests.Tensors;

public class TensorConversionsTests
{
    [Fact]
    public void Arrays_come_back_as_they_went_in()
    {
        float[,] matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
        float[,,] block = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } }, { { 9, 10 }, { 11, 12 } } };
        Assert.Equal(Shape.Of([2, 3]), Tensor.Of(matrix).Shape);
        Assert.Equal(matrix, Tensor.Of(matrix).ToMatrix());
        Assert.Equal(block, Tensor.Of(block).ToBlock());
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], Tensor.Of(matrix).ToArray());
        Assert.Equal(Shape.Of([0, 4]), Tensor.Of(new float[0, 4]).Shape);
        Assert.Equal([0.1, 0.2], Tensor.Of([0.1, 0.2]).ToDoubles());
        Assert.Equal(Precision.Double, Tensor.Of(new double[2, 2]).Precision);
        Assert.Equal([1f, 0.1f], Tensor.Of([1, 0.1]).ToArray());
    }

    [Fact]
    public void Numbers_are_copied_into_spans_of_either_kind()
    {
        float[] floats = new float[3];
        double[] doubles = new double[2];
        Tensor.Of([0.1, 0.2]).CopyTo(floats);
        Tensor.Of([0.5f, 0.25f]).CopyTo(doubles);
        Assert.Equal([0.1f, 0.2f, 0f], floats);
        Assert.Equal([0.5, 0.25], doubles);
        Assert.Contains("room for 2", Assert.Throws<ArgumentException>(() => Tensor.Full(1, [3]).CopyTo(doubles)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_of_the_base_library_come_and_go_in_any_strides()
    {
        Numerics.Tensor<float> rows = Numerics.Tensor.Create([1f, 2, 3, 4, 5, 6], [2, 3]);
        Tensor own = Tensor.Of(rows);
        Assert.Equal(Shape.Of([2, 3]), own.Shape);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], own.ToArray());
        Assert.Equal([1f, 2f, 4f, 5f], Tensor.Of(rows.Slice([0..2, 0..2])).ToArray());
        Numerics.Tensor<float> back = own.Transpose().ToNumerics();
        Assert.Equal([3, 2], back.Lengths.ToArray());
        Assert.Equal(6f, back[2, 1]);
        Assert.Equal([0.1], Tensor.Of(Numerics.Tensor.Create([0.1], [1])).ToDoubles());
    }

    [Fact]
    public void A_copy_of_another_rank_is_refused()
        => Assert.Contains("3 dimensions, not 2", Assert.Throws<InvalidOperationException>(() => Tensor.Full(1, [1, 1, 1]).ToMatrix()).Message, StringComparison.Ordinal);

    [Fact]
    public void Copies_outlive_the_step()
    {
        Tape tape = new();
        float[,] copy;
        using (tape.Step())
            copy = Tensor.Of([1f, 2f], [1, 2]).Exp().ToMatrix();
        Assert.Equal(MathF.E, copy[0, 0], 1e-6f);
    }
}
