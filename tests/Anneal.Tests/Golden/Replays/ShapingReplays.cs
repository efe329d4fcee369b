using System.Globalization;
using Anneal.Parameters;
using Tensor = Anneal.Tensors.Tensor;

namespace Anneal.Tests.Golden.Replays;

internal static class ShapingReplays
{
    [Replays("shaping")]
    public static LayerResult Shaping(LayerCase one)
    {
        string op = one.Text("op", "");
        // A name, then what stands between the hyphens: transpose-0-2, reshape-6x4, slice-1:3-last.
        string[] words = op.Split('-');
        Tensor x = one.Operand("x");
        return words[0] switch
        {
            "transpose" => x.Transpose(Number(words[1]), Number(words[2])),
            "permute" => x.Permute([.. words[1..].Select(Number)]),
            "reshape" => x.Reshape([.. words[1].Split('x').Select(Number)]),
            "slice" => Slice(x, words[1], words[2]),
            "index" => x[Number(words[1])],
            "squeeze" => words.Length == 1 ? x.Squeeze() : x.Squeeze(Number(words[1])),
            "unsqueeze" => x.Unsqueeze(Number(words[1])),
            "flatten" => words.Length == 1 ? x.Flatten() : x.Flatten(Number(words[1])),
            "expand" => x.Slice(Number(words[1]), 0, 1).Expand(one.Upstream().Shape),
            // What the name does not tell: the second is twice the first here, three times below.
            "cat" when words[1] == "self" => Tensor.Concatenate(Number(words[2]["dim".Length..]), x, x + x),
            "stack" when words[1] == "self" => Tensor.Stack(Number(words[2]), x, x + x + x),
            "gather" when op == "gather-reuse-rows" => x.Lookup(1, 0, 1),
            _ => throw new InvalidDataException($"{one.Name}: nothing here does '{op}'."),
        };
    }

    [Replays("Flatten")]
    public static LayerResult Flatten(LayerCase one) => one.Operand("x").Flatten(one.Integer("start_dim", 1), one.Integer("end_dim", -1));

    [Replays("Embedding")]
    public static LayerResult Embedding(LayerCase one)
    {
        Tensor table = one.Operand("weight");
        if (table.Shape != Shape.Of([one.Integer("num_embeddings", 0), one.Integer("embedding_dim", 0)]))
            throw new InvalidDataException($"{one.Name}: the weight {table.Shape} is not the one the arguments say.");
        int? padding = one.Argument("padding_idx") is { ValueKind: System.Text.Json.JsonValueKind.Number } value ? value.GetInt32() : null;
        if (padding < 0)
            padding += table.Shape[0];
        // A sparse gradient has the same numbers.
        _ = one.Flag("sparse", false);
        return table.Lookup(one.Integers("indices"), one.Numbers("indices").Shape, padding, one.Flag("scale_grad_by_freq", false));
    }

    private static Tensor Slice(Tensor x, string entries, string where)
    {
        int dimension = where switch
        {
            "last" => -1,
            "first" => 0,
            _ => Number(where["dim".Length..]),
        };
        int size = x.Shape[dimension < 0 ? dimension + x.Rank : dimension];
        string[] ends = entries.Split(':');
        return x.Slice(dimension, ends[0].Length == 0 ? 0 : Number(ends[0]), ends[1].Length == 0 ? size : Number(ends[1]), ends.Length > 2 ? Number(ends[2]) : 1);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
