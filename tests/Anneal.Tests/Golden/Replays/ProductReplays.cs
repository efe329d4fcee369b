namespace Anneal.Tests.Golden.Replays;

internal static class ProductReplays
{
    [Replays("matmul")]
    public static LayerResult Matmul(LayerCase one) => one.Operand("a").MatMul(one.Operand("b"));

    [Replays("Linear")]
    public static LayerResult Linear(LayerCase one)
    {
        _ = (one.Argument("in_features"), one.Argument("out_features"), one.Argument("bias"));
        return one.Operand("x").Linear(one.Operand("weight"), one.Has("bias") ? one.Operand("bias") : null);
    }
}
