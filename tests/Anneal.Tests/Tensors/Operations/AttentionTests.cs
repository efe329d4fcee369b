using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

public class AttentionTests
{
    [Theory, InlineData(2, 5, 3, 4, false), InlineData(3, 17, 2, 8, true), InlineData(2, 64, 4, 32, false), InlineData(1, 1, 1, 1, true)]
    public void Packed_heads_give_what_heads_apart_give(int images, int places, int heads, int depth, bool causal)
    {
        Tensor packed = Numbers(1, images, places, 3 * heads * depth);
        Tensor apart = packed.Reshape(images, places, 3, heads, depth).Permute(2, 0, 3, 1, 4);
        Tensor expected = Tensor.ScaledDotProductAttention(apart[0], apart[1], apart[2], causal: causal).Permute(0, 2, 1, 3).Reshape(images, places, heads * depth);
        Close(expected, packed.SelfAttention(heads, causal: causal), 1e-12);
        Tensor[] parts = packed.Split(-1, heads * depth, heads * depth, heads * depth);
        Close(expected, parts[0].MultiHeadAttention(parts[1], parts[2], heads, causal: causal), 1e-12);
    }

    [Theory, InlineData(3, 5, 4, 2), InlineData(9, 33, 7, 5)]
    public void Results_are_those_of_the_plain_loop(int queries, int keys, int depth, int width)
    {
        Tensor q = Numbers(2, queries, depth), k = Numbers(3, keys, depth), v = Numbers(4, keys, width), bias = Numbers(5, queries, keys);
        Tensor mask = Tensor.Of([.. Enumerable.Range(0, queries * keys).Select(i => i % 3 == 1 ? 0.0 : 1)], [queries, keys]);
        double[] actual = Tensor.ScaledDotProductAttention(q, k, v, mask, bias, causal: true, scale: 0.7).ToDoubles();
        double[] a = q.ToDoubles(), b = k.ToDoubles(), c = v.ToDoubles(), shift = bias.ToDoubles(), seen = mask.ToDoubles();
        for (int i = 0; i < queries; i++)
        {
            double[] weights = [.. Enumerable.Range(0, keys).Select(j => j > i || seen[(i * keys) + j] == 0
                ? 0 : Math.Exp((0.7 * Enumerable.Range(0, depth).Sum(l => a[(i * depth) + l] * b[(j * depth) + l])) + shift[(i * keys) + j]))];
            for (int j = 0; j < width; j++)
                Agree.Within(1e-12, Enumerable.Range(0, keys).Sum(l => weights[l] * c[(l * width) + j]) / weights.Sum(), actual[(i * width) + j]);
        }
    }

    [Fact]
    public void A_query_that_sees_nothing_gets_zeros_and_sends_no_gradient()
    {
        Tensor q = Tensor.Variable([1f, 2, 3, 4], [2, 2]), k = Tensor.Variable([1f, -1, 0.5f, 2], [2, 2]), v = Tensor.Variable([1f, 2, 3, 4], [2, 2]);
        Tensor y = Tensor.ScaledDotProductAttention(q, k, v, mask: Tensor.Of([0f, 0, 1, 1], [2, 2]));
        Assert.Equal([0f, 0f], y.ToArray()[..2]);
        y.Backward(Tensor.Full(1, [2, 2]));
        Assert.Equal([0f, 0f], q.Gradient.ToArray()[..2]);
        Assert.DoesNotContain(float.NaN, v.Gradient.ToArray());
    }

    [Fact]
    public void Scores_beyond_the_range_of_the_exponential_do_no_harm()
    {
        Tensor q = Tensor.Of([1000f, -1000f], [2, 1]), k = Tensor.Of([1f, -1f, 0], [3, 1]), v = Tensor.Of([1f, 2f, 3f], [3, 1]);
        Assert.Equal([1f, 2f], Tensor.ScaledDotProductAttention(q, k, v).ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name()
    {
        Tensor q = Numbers(1, 2, 3, 4);
        Assert.Contains("[2, 5, 3]", Agree.Refused(() => Tensor.ScaledDotProductAttention(q, Numbers(1, 2, 5, 3), Numbers(1, 2, 5, 3))), StringComparison.Ordinal);
        Assert.Contains("sizes in front", Agree.Refused(() => Tensor.ScaledDotProductAttention(q, Numbers(1, 3, 5, 4), Numbers(1, 3, 5, 3))), StringComparison.Ordinal);
        Assert.Contains("the mask [4, 3]", Agree.Refused(() => Tensor.ScaledDotProductAttention(q, q, q, mask: Numbers(1, 4, 3))), StringComparison.Ordinal);
        Assert.Contains("3·2·d", Agree.Refused(() => q.SelfAttention(2)), StringComparison.Ordinal);
        Assert.Contains("at least one query", Agree.Refused(() => Tensor.ScaledDotProductAttention(q, Numbers(1, 2, 0, 4), Numbers(1, 2, 0, 4))), StringComparison.Ordinal);
    }

    private static Tensor Numbers(int seed, params ReadOnlySpan<int> sizes)
    {
        Random random = new(seed);
        Shape shape = Shape.Of(sizes);
        return Tensor.Of([.. Enumerable.Range(0, shape.FlattenedLength).Select(_ => (random.NextDouble() * 4) - 2)], shape);
    }

    private static void Close(Tensor expected, Tensor actual, double relative)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        double[] a = expected.ToDoubles(), b = actual.ToDoubles();
        for (int i = 0; i < a.Length; i++)
            Assert.True(Math.Abs(a[i] - b[i]) <= relative * (1 + Math.Abs(a[i])), FormattableString.Invariant($"{i}: {a[i]:R} {b[i]:R}"));
    }
}
