using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors;

public class TapeTests
{
    [Fact]
    public void A_tensor_of_a_step_that_is_over_throws_instead_of_showing_other_numbers()
    {
        Tape tape = new();
        Tensor kept;
        using (tape.Step())
        {
            kept = Tensor.Of([1f, 2f], [2]) * Tensor.Of([3f, 4f], [2]);
            Assert.Equal([3f, 8f], kept.ToArray());
        }

        string message = Assert.Throws<InvalidOperationException>(() => kept.ToArray()).Message;
        Assert.Contains("a step that is over", message, StringComparison.Ordinal);
        using (tape.Step())
        {
            _ = Tensor.Of([5f, 6f], [2]) * Tensor.Of([7f, 8f], [2]);
            Assert.Throws<InvalidOperationException>(() => kept.Shape);
        }
    }

    [Fact]
    public void A_step_like_the_one_before_allocates_nothing()
    {
        ParameterStore store = new();
        Tensor weight = Tensor.Of(store.Add("weight", [3, 4], Enumerable.Range(0, 12).Select(i => i / 10f).ToArray().AsSpan()));
        Tensor bias = Tensor.Of(store.Add("bias", [3]));
        float[] data = [1, 2, 3, 4, 5, 6, 7, 8];
        Tape tape = new();
        void Step()
        {
            using (tape.Step())
            {
                Tensor y = Tensor.Of(data, [2, 4]).Linear(weight, bias).Exp();
                (y * y + y).Reshape(6).MatMul(y.Reshape(6)).Backward();
            }
        }

        for (int i = 0; i < 3; i++)
            Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Step();
        // The shape of the data is written as a collection, which is an array of its own: 40 bytes a step.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 40);
    }

    [Fact]
    public void Gradients_of_a_variable_add_up_until_they_are_cleared()
    {
        Tensor x = Tensor.Variable([1f, -2f, 3f], [3]);
        for (int i = 1; i <= 2; i++)
        {
            x.MatMul(x).Backward();
            Assert.Equal([2f * i, -4f * i, 6f * i], x.Gradient.ToArray());
        }

        x.ZeroGradient();
        Assert.Equal([0f, 0f, 0f], x.Gradient.ToArray());
    }

    [Fact]
    public void A_graph_of_a_hundred_thousand_operations_goes_back_without_recursion()
    {
        Tensor x = Tensor.Variable([1f], [1]);
        Tensor y = x;
        for (int i = 0; i < 100_000; i++)
            y += x;
        y.Backward();
        Assert.Equal([100_001f], x.Gradient.ToArray());
    }
}
