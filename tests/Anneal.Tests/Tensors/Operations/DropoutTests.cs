using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class DropoutTests
{
    [Theory, InlineData(0.1), InlineData(0.5), InlineData(0.93)]
    public void As_many_numbers_fall_as_the_probability_says_and_the_others_grow(double probability)
    {
        const int Count = 200_000;
        float[] kept = Tensor.Full(1, [Count]).Dropout(probability, seed: 7).ToArray();
        int fallen = kept.Count(number => number == 0);
        // Four standard deviations.
        Assert.InRange(fallen, (Count * probability) - (4 * Math.Sqrt(Count * probability * (1 - probability))), (Count * probability) + (4 * Math.Sqrt(Count * probability * (1 - probability))));
        Assert.All(kept.Where(number => number != 0).Distinct(), number => Assert.Equal((float)(1 / (1 - probability)), number));
    }

    [Fact]
    public void Neighbours_fall_independently()
    {
        const int Count = 200_000;
        float[] kept = Tensor.Full(1, [Count]).Dropout(0.5, seed: 3).ToArray();
        foreach (int distance in (ReadOnlySpan<int>)[1, 2, 8, 16, 64, 1024])
        {
            int both = Enumerable.Range(0, Count - distance).Count(i => kept[i] == 0 && kept[i + distance] == 0);
            Assert.InRange(both, (Count / 4.0) - 1000, (Count / 4.0) + 1000);
        }
    }

    [Fact]
    public void The_choice_depends_on_seed_and_call_alone()
    {
        float[] Chosen(ulong seed, ulong call, int threads)
        {
            Tape tape = new() { Threads = threads };
            using (tape.Step())
                return Tensor.Full(1, [100_003]).Dropout(0.5, seed, call).ToArray();
        }

        Assert.Equal(Chosen(1, 2, 1), Chosen(1, 2, 2));
        Assert.NotEqual(Chosen(1, 2, 1), Chosen(1, 3, 1));
        Assert.NotEqual(Chosen(1, 2, 1), Chosen(2, 2, 1));
        Assert.Equal(Tensor.Full(1, [1001]).Dropout(0.3, 5, 6).ToArray(), Tensor.Full(1, [1001], Anneal.Parameters.Precision.Double).Dropout(0.3, 5, 6).ToArray());
    }

    [Fact]
    public void The_gradient_goes_through_the_numbers_that_stayed()
    {
        Tensor x = Tensor.Variable(new float[1000], [1000]);
        Tensor y = (x + 1).Dropout(0.4, seed: 9);
        y.Sum().Backward();
        Assert.Equal(y.ToArray(), x.Gradient.ToArray());
    }

    [Fact]
    public void No_share_returns_the_tensor_and_the_whole_share_zeros()
    {
        Tensor x = Tensor.Of([1f, 2f], [2]);
        Assert.Equal([1f, 2f], x.Dropout(0, 1).ToArray());
        Assert.Equal([0f, 0f], x.Dropout(1, 1).ToArray());
        Assert.Contains("from 0 to 1", Agree.Refused(() => x.Dropout(1.2, 1)), StringComparison.Ordinal);
        Assert.Contains("from 0 to 1", Agree.Refused(() => x.Dropout(double.NaN, 1)), StringComparison.Ordinal);
    }
}
