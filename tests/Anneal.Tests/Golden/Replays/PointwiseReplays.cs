using Anneal.Tensors;

namespace Anneal.Tests.Golden.Replays;

internal static class PointwiseReplays
{
    [Replays("pointwise", "graph")]
    public static LayerResult Formula(LayerCase one) => TensorFormula.Of(one.Text("formula", ""), one.Operand, one.Constant([1], []));

    [Replays("arithmetic")]
    public static LayerResult Arithmetic(LayerCase one)
    {
        string formula = one.Text("formula", "");
        Tensor a = one.Operand("a"), b = one.Operand("b");
        return one.Text("op", "") switch
        {
            "add" => a + b,
            "sub" => a - b,
            "mul" => a * b,
            "div" => a / b,
            "pow" => a.Pow(b),
            "maximum" => a.Maximum(b),
            "minimum" => a.Minimum(b),
            "where" => TensorFormula.Of(formula, one.Operand, one.Constant([1], [])),
            string other => TensorFormula.Of(other, one.Operand, one.Constant([1], [])),
        };
    }

    [Replays("ReLU")]
    public static LayerResult Relu(LayerCase one)
    {
        _ = one.Argument("inplace");
        return one.Operand("x").Relu();
    }

    [Replays("LeakyReLU")]
    public static LayerResult LeakyRelu(LayerCase one)
    {
        _ = one.Argument("inplace");
        return one.Operand("x").LeakyRelu(one.Number("negative_slope", 0.01));
    }

    [Replays("ELU")]
    public static LayerResult Elu(LayerCase one)
    {
        _ = one.Argument("inplace");
        return one.Operand("x").Elu(one.Number("alpha", 1));
    }

    [Replays("GELU")]
    public static LayerResult Gelu(LayerCase one) => one.Operand("x").Gelu(one.Text("approximate", "none") switch
    {
        "none" => false,
        "tanh" => true,
        string other => throw new InvalidDataException($"There is no approximation '{other}'."),
    });

    [Replays("SiLU")]
    public static LayerResult Silu(LayerCase one)
    {
        _ = one.Argument("inplace");
        return one.Operand("x").Silu();
    }

    [Replays("Sigmoid")]
    public static LayerResult Sigmoid(LayerCase one) => one.Operand("x").Sigmoid();

    [Replays("Tanh")]
    public static LayerResult Tanh(LayerCase one) => one.Operand("x").Tanh();

    [Replays("Softplus")]
    public static LayerResult Softplus(LayerCase one) => one.Operand("x").Softplus(one.Number("beta", 1), one.Number("threshold", 20));

    [Replays("Softmax")]
    public static LayerResult Softmax(LayerCase one) => one.Operand("x").Softmax(one.Integer("dim", Unsaid(one)));

    [Replays("LogSoftmax")]
    public static LayerResult LogSoftmax(LayerCase one) => one.Operand("x").LogSoftmax(one.Integer("dim", Unsaid(one)));

    // Which numbers fall is each library's own affair: only traces in which none does, or all do, can be followed.
    [Replays("Dropout")]
    public static LayerResult Dropout(LayerCase one)
    {
        _ = one.Argument("inplace");
        double probability = one.Number("p", 0.5);
        bool training = one.Flag("training", one.IsTraining);
        return training ? one.Operand("x").Dropout(probability, seed: 1) : one.Operand("x") * 1;
    }

    // The dimension that PyTorch takes when none is said.
    private static int Unsaid(LayerCase one) => one.Operand("x").Rank is 0 or 1 or 3 ? 0 : 1;
}
