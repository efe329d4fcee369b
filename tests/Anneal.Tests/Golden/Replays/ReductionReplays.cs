using Anneal.Tensors;

namespace Anneal.Tests.Golden.Replays;

internal static class ReductionReplays
{
    [Replays("reductions")]
    public static LayerResult Reductions(LayerCase one)
    {
        Tensor x = one.Operand("x");
        bool keep = one.Flag("keepdim", false), unbiased = one.Flag("unbiased", one.Integer("correction", 1) == 1);
        string wanted = one.Text("result", "values");
        int[] dimensions = one.List("dim") is double[] several ? [.. several.Select(dimension => (int)dimension)] : [];
        int dimension = dimensions.Length > 0 ? dimensions[0] : one.Integer("dim", int.MinValue);
        if (dimension != int.MinValue && dimensions.Length == 0)
            dimensions = [dimension];
        return one.Text("op", "") switch
        {
            "sum" => x.Sum(dimensions, keep),
            "mean" => x.Mean(dimensions, keep),
            "amax" => x.Max(dimensions, keep),
            "amin" => x.Min(dimensions, keep),
            "max" => dimensions.Length == 0 ? x.Max() : Chosen(one, x.MaxWithIndex(dimension, keep), wanted),
            "min" => dimensions.Length == 0 ? x.Min() : Chosen(one, x.MinWithIndex(dimension, keep), wanted),
            "var" => x.Var(dimensions, keep, unbiased),
            "std" => x.Std(dimensions, keep, unbiased),
            "logsumexp" => x.LogSumExp(dimensions, keep),
            "cumsum" => x.CumSum(dimension),
            "prod" => x.Prod(dimensions, keep),
            "argmax" => Chosen(one, x.MaxWithIndex(dimension, keep), "indices"),
            "argmin" => Chosen(one, x.MinWithIndex(dimension, keep), "indices"),
            string other => throw new InvalidDataException($"Nothing here reduces by '{other}'."),
        };
    }

    private static Tensor Chosen(LayerCase one, (Tensor Values, int[] Indices) result, string wanted) => wanted switch
    {
        "values" => result.Values,
        "indices" => one.Constant(Array.ConvertAll(result.Indices, index => (double)index), result.Values.Shape),
        _ => throw new InvalidDataException($"There is no result '{wanted}'."),
    };
}
