using Anneal.Tensors;

namespace Anneal.Tests.Golden.Replays;

internal static class LossReplays
{
    [Replays("MSELoss")]
    public static LayerResult MeanSquared(LayerCase one) => one.Operand("input").MeanSquaredError(one.Operand("target"), Of(one));

    [Replays("L1Loss")]
    public static LayerResult MeanAbsolute(LayerCase one) => one.Operand("input").MeanAbsoluteError(one.Operand("target"), Of(one));

    [Replays("HuberLoss")]
    public static LayerResult Huber(LayerCase one) => one.Operand("input").Huber(one.Operand("target"), one.Number("delta", 1), Of(one));

    [Replays("SmoothL1Loss")]
    public static LayerResult Smooth(LayerCase one) => one.Operand("input").SmoothL1(one.Operand("target"), one.Number("beta", 1), Of(one));

    [Replays("CrossEntropyLoss")]
    public static LayerResult CrossEntropy(LayerCase one)
    {
        Tensor x = one.Operand("input");
        double smoothing = one.Number("label_smoothing", 0);
        int ignored = one.Integer("ignore_index", -100);
        // Probabilities come in the shape of the scores, classes without their dimension.
        return one.Numbers("target").Shape.Equals(x.Shape)
            ? x.CrossEntropy(one.Operand("target"), Weight(one, "weight"), smoothing, Of(one))
            : x.CrossEntropy(one.Integers("target"), Weight(one, "weight"), ignored, smoothing, Of(one));
    }

    [Replays("NLLLoss")]
    public static LayerResult Likelihood(LayerCase one)
        => one.Operand("input").NegativeLogLikelihood(one.Integers("target"), Weight(one, "weight"), one.Integer("ignore_index", -100), Of(one));

    [Replays("BCEWithLogitsLoss")]
    public static LayerResult Binary(LayerCase one)
        => one.Operand("input").BinaryCrossEntropyWithLogits(one.Operand("target"), Weight(one, "pos_weight"), Weight(one, "weight"), Of(one));

    private static Tensor? Weight(LayerCase one, string name) => one.List(name) is double[] values ? one.Constant(values, [values.Length]) : null;

    private static Reduction Of(LayerCase one) => one.Text("reduction", "mean") switch
    {
        "mean" => Reduction.Mean,
        "sum" => Reduction.Sum,
        "none" => Reduction.None,
        string other => throw new InvalidDataException($"There is no reduction '{other}'."),
    };
}
