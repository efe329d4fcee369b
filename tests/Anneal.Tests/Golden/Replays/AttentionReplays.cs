using System.Text.Json;
using Anneal.Parameters;
using Tensor = Anneal.Tensors.Tensor;

namespace Anneal.Tests.Golden.Replays;

internal static class AttentionReplays
{
    [Replays("LayerNorm")]
    public static LayerResult LayerNorm(LayerCase one)
    {
        int[] row = one.Argument("normalized_shape") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(size => size.GetInt32())] : [one.Integer("normalized_shape", 0)];
        Tensor x = one.Operand("x");
        if (!x.Shape.Sizes[^row.Length..].SequenceEqual(row))
            throw new InvalidDataException($"{one.Name}: {x.Shape} does not end in [{string.Join(", ", row)}].");
        bool affine = one.Flag("elementwise_affine", true), bias = one.Flag("bias", true);
        if (affine != one.Has("weight") || (affine && bias) != one.Has("bias"))
            throw new InvalidDataException($"{one.Name}: the parameters are not those the arguments say.");
        return x.LayerNorm(affine ? one.Operand("weight") : null, affine && bias ? one.Operand("bias") : null, one.Number("eps", 1e-5), row.Length);
    }

    [Replays("attention")]
    public static LayerResult Attention(LayerCase one)
    {
        Tensor? mask = null;
        switch (one.Text("formula", ""))
        {
            case "softmax(q k' / sqrt(d)) v":
                break;
            case "softmax(q k' / sqrt(d), with -inf where mask == 0) v":
                (Shape shape, double[] values) = one.Numbers("mask");
                mask = one.Constant(values, shape);
                break;
            case string other:
                throw new InvalidDataException($"{one.Name}: nothing here computes {other}.");
        }

        return Tensor.ScaledDotProductAttention(one.Operand("q"), one.Operand("k"), one.Operand("v"), mask);
    }
}
