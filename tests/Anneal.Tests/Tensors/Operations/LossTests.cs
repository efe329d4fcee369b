using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class LossTests
{
    private static readonly int[] _labels = [3, 0, -100, 1, 1, 2];

    public static TheoryData<string> Losses => [.. _losses.Keys];

    private static readonly Dictionary<string, Func<Tensor, Tensor, Reduction, Tensor>> _losses = new()
    {
        ["squared"] = (x, t, reduction) => x.MeanSquaredError(t, reduction),
        ["absolute"] = (x, t, reduction) => x.MeanAbsoluteError(t, reduction),
        ["huber"] = (x, t, reduction) => x.Huber(t, 0.7, reduction),
        ["smooth"] = (x, t, reduction) => x.SmoothL1(t, 0.4, reduction),
        ["smooth without a curve"] = (x, t, reduction) => x.SmoothL1(t, 0, reduction),
        ["binary"] = (x, t, reduction) => x.BinaryCrossEntropyWithLogits(t, reduction: reduction),
        ["binary with weights"] = (x, t, reduction) => x.BinaryCrossEntropyWithLogits(t, Weights(x), Weights(x) * 0.5, reduction),
        ["probabilities"] = (x, t, reduction) => x.CrossEntropy(t, Weights(x), 0.1, reduction),
    };

    [Theory, MemberData(nameof(Losses))]
    public void Gradients_to_predictions_and_targets_agree_with_differences(string name)
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
            Differences.Agree(x => _losses[name](x[0], x[1], reduction), ([6, 4], Differences.Numbers(24, 1)), ([6, 4], Differences.Numbers(24, 2)));
    }

    [Fact]
    public void Gradients_of_losses_by_label_agree_with_differences()
    {
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            Differences.Agree(x => x[0].CrossEntropy(_labels, Weights(x[0]), labelSmoothing: 0.2, reduction: reduction), ([6, 4], Differences.Numbers(24, 3)));
            Differences.Agree(x => x[0].CrossEntropy(_labels, reduction: reduction), ([2, 4, 3], Differences.Numbers(24, 4)));
            Differences.Agree(x => x[0].NegativeLogLikelihood(_labels, Weights(x[0]), reduction: reduction), ([2, 4, 3], Differences.Numbers(24, 5)));
        }

        Differences.Agree(x => x[0].CrossEntropy([2]), ([4], Differences.Numbers(4, 6)));
        Differences.Agree(x => x[0].CrossEntropy(x[1]), ([2, 3, 5], Differences.Numbers(30, 7)), ([2, 3, 5], Differences.Numbers(30, 8)));
    }

    [Theory, InlineData(1, 1), InlineData(5, 2), InlineData(17, 10), InlineData(300, 65), InlineData(3, 1000), InlineData(2, 4097)]
    public void Cross_entropy_in_floats_is_the_plain_formula(int rows, int classes)
    {
        double[] x = [.. Differences.Numbers(rows * classes, 9).Select(number => (double)(float)(number * 3))];
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => i * 7 % classes)];
        Tensor scores = Tensor.Variable(Array.ConvertAll(x, number => (float)number), [rows, classes]);
        Tensor loss = scores.CrossEntropy(labels);
        loss.Backward();
        double expected = 0;
        ReadOnlySpan<float> gradient = scores.Gradient.Values;
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<double> row = x.AsSpan(i * classes, classes);
            double sum = 0;
            foreach (double score in row)
                sum += Math.Exp(score);
            expected += (Math.Log(sum) - row[labels[i]]) / rows;
            for (int c = 0; c < classes; c++)
                Assert.Equal(((Math.Exp(row[c]) / sum) - (c == labels[i] ? 1 : 0)) / rows, gradient[(i * classes) + c], 1e-6 / rows);
        }

        Assert.True(Math.Abs(expected - loss.Value) <= 1e-6 * (expected + 1e-6), $"{expected:R} expected, {loss.Value:R} came");
    }

    [Fact]
    public void Large_scores_neither_overflow_nor_lose_the_loss()
    {
        Tensor x = Tensor.Variable([2000f, -2000f, 0f, 1e30f, 0f, 0f], [2, 3]);
        Tensor loss = x.CrossEntropy([1, 0], reduction: Reduction.None);
        Assert.Equal([4000f, 0f], loss.ToArray());
        loss.Sum().Backward();
        Assert.Equal([1f, -1f, 0f, 0f, 0f, 0f], x.Gradient.ToArray());
        Tensor logits = Tensor.Of([-800f, 800f, 800f], [3]);
        Assert.Equal([800f, 800f, 0f], logits.BinaryCrossEntropyWithLogits(Tensor.Of([1f, 0f, 1f], [3]), reduction: Reduction.None).ToArray());
    }

    [Fact]
    public void A_label_that_is_no_class_is_named_with_its_row()
    {
        Tensor x = Tensor.Of(new float[6], [2, 3]);
        Assert.Contains("the label 3 in row 1 is no class: the scores [2, 3] are of the classes 0 to 2", Agree.Refused(() => x.CrossEntropy([0, 3])), StringComparison.Ordinal);
        Assert.Contains("the label -1 in row 0", Agree.Refused(() => x.NegativeLogLikelihood([-1, 0])), StringComparison.Ordinal);
        Assert.Contains("2 positions, but 3 labels", Agree.Refused(() => x.CrossEntropy([0, 1, 2])), StringComparison.Ordinal);
        Assert.Contains("must be [3]", Agree.Refused(() => x.CrossEntropy([0, 1], Tensor.Of(new float[2], [2]))), StringComparison.Ordinal);
        Assert.Contains("from 0 to 1", Agree.Refused(() => x.CrossEntropy([0, 1], labelSmoothing: 1.5)), StringComparison.Ordinal);
        Assert.Contains("a single number", Agree.Refused(() => Tensor.Full(1, []).CrossEntropy([0])), StringComparison.Ordinal);
        Assert.Contains("Detach()", Agree.Refused(() => x.CrossEntropy([0, 1], Tensor.Variable(new float[3], [3]))), StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void The_mean_of_ignored_labels_alone_is_NaN_and_going_back_says_why(bool likelihood)
    {
        Tensor x = Tensor.Variable(new float[6], [2, 3]);
        Tensor loss = likelihood ? x.NegativeLogLikelihood([1, 1], ignoreIndex: 1) : x.CrossEntropy([1, 1], ignoreIndex: 1);
        Assert.True(double.IsNaN(loss.Value));
        Assert.Contains("none of the 2 labels counts", Assert.Throws<ArithmeticException>(() => loss.Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_and_a_target_of_other_shapes_are_not_stretched()
    {
        Tensor column = Tensor.Of(new float[3], [3, 1]), row = Tensor.Of(new float[3], [3]);
        Assert.Contains("MeanSquaredError: the prediction [3, 1] and the target [3]", Agree.Refused(() => column.MeanSquaredError(row)), StringComparison.Ordinal);
        Assert.Contains("[3, 1]", Agree.Refused(() => column.BinaryCrossEntropyWithLogits(row)), StringComparison.Ordinal);
        Assert.Contains("does not stretch", Agree.Refused(() => row.BinaryCrossEntropyWithLogits(row, Tensor.Of(new float[2], [2]))), StringComparison.Ordinal);
        Assert.Contains("whole numbers", Agree.Refused(() => Tensor.Of(new float[6], [3, 2]).CrossEntropy(row)), StringComparison.Ordinal);
        Assert.Contains("delta", Agree.Refused(() => row.Huber(row, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_no_bit_of_a_loss_or_its_gradient()
    {
        float[] x = [.. Differences.Numbers(3000 * 33, 11).Select(number => (float)number)];
        int[] labels = [.. Enumerable.Range(0, 3000).Select(i => i % 33)];
        float[] Run(int threads)
        {
            Tape tape = new() { Threads = threads };
            using (tape.Step())
            {
                Tensor scores = Tensor.Variable(x, [3000, 33]);
                Tensor loss = scores.CrossEntropy(labels, labelSmoothing: 0.1) + scores.MeanSquaredError(scores.Detach() * 0.5) + scores.Sigmoid().BinaryCrossEntropyWithLogits(scores.Detach().Abs());
                loss.Backward();
                return [.. loss.ToArray(), .. scores.Gradient.ToArray()];
            }
        }

        Assert.Equal(Run(1), Run(2));
    }

    [Fact]
    public void A_kept_graph_gives_the_same_gradient_twice()
    {
        Tensor x = Tensor.Variable(Differences.Numbers(24, 12), [2, 4, 3]);
        Tensor loss = x.CrossEntropy(_labels);
        loss.Backward(keepGraph: true);
        double[] once = x.Gradient.ValuesAs<double>().ToArray();
        loss.Backward();
        Assert.Equal(once.Select(number => 2 * number), x.Gradient.ValuesAs<double>().ToArray());
    }

    [Fact]
    public void A_step_of_losses_and_reductions_like_the_one_before_allocates_nothing()
    {
        float[] numbers = [.. Differences.Numbers(40, 13).Select(number => (float)number)];
        Shape shape = [10, 4];
        Tensor x = Tensor.Variable(numbers, shape), target = Tensor.Of(numbers, shape);
        int[] labels = [0, 1, 2, 3, 0, 1, 2, 3, 0, 1];
        Tape tape = new() { Threads = 1 };
        void Step()
        {
            using (tape.Step())
            {
                Tensor y = x.Gelu().Dropout(0.1, 1) * 2;
                Tensor loss = y.CrossEntropy(labels) + y.MeanSquaredError(target) + y.Softmax(0).Sum([0, 1]) + y.Max(1).Mean() + y.Var(0).Sum() + y.CumSum(0).Huber(target);
                (loss + Tensor.Where(y.GreaterThan(target), y, target).LogSumExp()).Backward();
            }
        }

        Assert.Equal(0, Allocated.Bytes(Step));
    }

    private static Tensor Weights(Tensor like)
        => like.Precision is Precision.Double ? Tensor.Of([0.5, 2, 1, 0.7], [4]) : Tensor.Of([0.5f, 2f, 1f, 0.7f], [4]);
}
