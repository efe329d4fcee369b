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

        Assert.Equal(0, Allocated.Bytes(Step));
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

    [Fact]
    public void A_second_step_of_the_same_tape_is_refused_while_one_is_open()
    {
        Tape tape = new();
        using TapeStep step = tape.Step();
        Assert.Throws<InvalidOperationException>(() => tape.Step().Dispose());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Tape { Threads = 0 });
    }

    [Fact]
    public void A_step_within_a_step_of_another_tape_leaves_the_outer_one_as_it_was()
    {
        Tape outer = new() { Threads = 1 }, inner = new();
        using (outer.Step())
        {
            Tensor x = Tensor.Full(2, [3]);
            using (inner.Step())
                Assert.Equal(12, (Tensor.Full(2, [3]) * 2).Sum().Value);
            Assert.Equal(6, x.Sum().Value);
            Assert.Equal(2, outer.Count);
        }
    }

    [Fact]
    public void A_gradient_crosses_from_a_step_to_what_was_computed_before_it()
    {
        Tensor x = Tensor.Variable([3f], [1]);
        Tensor before = x * x;
        Tape tape = new();
        using (tape.Step())
            (before * x).Backward();
        Assert.Equal(27, x.Gradient.Value);
    }

    [Fact]
    public void Under_NoGradient_nothing_is_remembered_and_nothing_is_kept_alive()
    {
        using (NoGradient none = Tensor.NoGradient())
        {
            (WeakReference first, Tensor last) = Chain();
            GC.Collect();
            Assert.False(first.IsAlive);
            Assert.Equal(128, last.Sum().Value);
            Assert.Contains("NoGradient", Assert.Throws<InvalidOperationException>(() => last.Sum().Backward()).Message, StringComparison.Ordinal);
        }

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static (WeakReference First, Tensor Last) Chain()
        {
            Tensor x = Tensor.Variable(new float[64], [64]) + 1;
            return (new(x.Node), (x * 2).Reshape(8, 8) * 1);
        }
    }

    [Fact]
    public void A_second_way_back_through_the_same_operations_is_refused_unless_it_was_announced()
    {
        Tensor x = Tensor.Variable([2f], [1]);
        Tensor shared = x * x;
        (shared + x).Backward();
        string message = Assert.Throws<InvalidOperationException>(() => (shared * x).Backward()).Message;
        Assert.Contains("keepGraph: true", message, StringComparison.Ordinal);
        x.ZeroGradient();
        Tensor again = x * x;
        again.Backward(keepGraph: true);
        again.Backward();
        Assert.Equal(8, x.Gradient.Value);
    }

    [Fact]
    public void A_loss_that_is_no_number_names_where_it_began()
    {
        Tensor x = Tensor.Variable([1f, -1f], [2]);
        ArithmeticException error = Assert.Throws<ArithmeticException>(() => (x.Log() * 2).Sum().Backward());
        Assert.Contains("The loss is NaN", error.Message, StringComparison.Ordinal);
        Assert.Contains("Log [2]", error.Message, StringComparison.Ordinal);
        Tensor bad = Tensor.Variable([float.PositiveInfinity], [1]);
        Assert.Contains("from the beginning", Assert.Throws<ArithmeticException>(() => (bad * 2).Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_asked_where_none_came_says_why()
    {
        Tensor x = Tensor.Variable([1f, 2f], [2]);
        Refused(() => _ = Tensor.Full(1, [2]).Gradient, "Tensor.Variable");
        Refused(() => _ = x.Gradient, "Backward()");
        Tensor middle = x * 3, kept = (x * 3).KeepGradient();
        (middle * kept).Sum().Backward();
        Refused(() => _ = middle.Gradient, "KeepGradient()");
        Assert.Equal([3f, 6f], kept.Gradient.ToArray());
        Refused(() => (x * 2).Backward(), "single number");
        Refused(() => Tensor.Full(1, []).Backward(), "Nothing leads back");
        Refused(() => _ = default(Tensor).Shape, "never given a value");
        Assert.Throws<ArgumentException>(() => (x * 2).Backward(Tensor.Full(1, [3])));

        static void Refused(Action act, string part) => Assert.Contains(part, Assert.Throws<InvalidOperationException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_cannot_be_had_is_refused_before_it_is_taken()
    {
        long before = GC.GetTotalAllocatedBytes();
        Assert.Throws<InsufficientMemoryException>(() => Tensor.Full(0, [40_000, 50_000]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Full(0, [100_000, 100_000]));
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 10_000_000);
        Assert.Contains("holds 4 numbers, but 3 were given", Agree.Refused(() => Tensor.Of([1f, 2f, 3f], [2, 2])), StringComparison.Ordinal);
    }

    [Fact]
    public void Precisions_do_not_mix_by_accident()
    {
        string message = Agree.Refused(() => _ = Tensor.Of([1f], [1]) + Tensor.Of([1.0], [1]));
        Assert.Contains("To(Precision)", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Tensor.Of([1.0], [1]).Values.ToArray());
    }

    [Fact]
    public void A_kept_gradient_of_what_was_computed_before_the_step_outlives_it()
    {
        Tensor x = Tensor.Variable([1f, 2f], [2]);
        Tensor before = (x * 3).KeepGradient();
        Tape tape = new();
        using (tape.Step())
            (before.Reshape(2, 1) * Tensor.Of([5f, 7f], [2, 1])).Sum().Backward();
        using (tape.Step())
            _ = Tensor.Full(9, [1000]) * 2;
        Assert.Equal([5f, 7f], before.Gradient.ToArray());
    }

    [Fact]
    public void Networks_learn_outside_of_steps_as_within_them()
    {
        float[] Gradients(bool within)
        {
            Anneal.Modules.Models.LeNet network = new();
            ParameterStore store = network.Initialize(seed: 1);
            float[] images = [.. Enumerable.Range(0, 9 * 784).Select(i => MathF.Sin(i))];
            Tape tape = new();
            using TapeStep step = within ? tape.Step() : default;
            Tensor loss = network.Forward(Tensor.Of(images, [9, 1, 28, 28]), Anneal.Modules.Mode.Training).CrossEntropy([1, 2, 3, 4, 5, 6, 7, 8, 9]);
            GC.Collect();
            loss.Backward();
            return [.. store.SelectMany(parameter => parameter.Gradients.ToArray())];
        }

        Assert.Equal(Gradients(true), Gradients(false));
    }

    [Fact]
    public void A_gradient_that_is_kept_is_the_one_that_came()
    {
        Anneal.Modules.Sequential network = new(new Anneal.Modules.Conv2d(1, 2, 3), new Anneal.Modules.Relu());
        network.Initialize(seed: 1);
        Tensor y = network.Forward(Tensor.Of([.. Enumerable.Range(0, 16 * 25).Select(i => MathF.Sin(i))], [16, 1, 5, 5]), Anneal.Modules.Mode.Training).KeepGradient();
        float[] came = [.. Enumerable.Range(1, y.Length).Select(i => (float)i)];
        y.Backward(Tensor.Of(came, y.Shape));
        Assert.Equal(came, y.Gradient.ToArray());
        Assert.Contains(0, y.ToArray());
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_kept_gradient_adds_up_and_is_sent_on_once_a_pass(bool within)
    {
        Tape tape = new();
        using TapeStep step = within ? tape.Step() : default;
        Tensor x = Tensor.Variable([2f], [1]);
        Tensor middle = (x * 3).KeepGradient();
        Tensor loss = middle * 5;
        loss.Backward(keepGraph: true);
        loss.Backward();
        Assert.Equal((30, 10), (x.Gradient.Value, middle.Gradient.Value));
        // A loss that has nothing to do with it does not send it on again.
        (x * 7).Backward();
        Assert.Equal((37, 10), (x.Gradient.Value, middle.Gradient.Value));
        middle.ZeroGradient();
        Assert.Equal((37, 0), (x.Gradient.Value, middle.Gradient.Value));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_way_back_that_was_refused_leaves_nothing_on_the_way(bool within)
    {
        Tape tape = new();
        using TapeStep step = within ? tape.Step() : default;
        Tensor x = Tensor.Variable([2f], [1]), fresh = Tensor.Variable([3f], [1]);
        Tensor other = fresh * 2, used = x * x;
        (used * 1).Backward();
        Assert.Throws<InvalidOperationException>(() => (used * other).Backward());
        (other * 1).Backward();
        Assert.Equal(2, fresh.Gradient.Value);
    }
}
