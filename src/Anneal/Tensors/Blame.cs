using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>Finds where a computation left the finite numbers.</summary>
internal static class Blame
{
    /// <summary>The error for a loss that is not finite: names the first operation whose result is not, though its operands are.</summary>
    public static ArithmeticException For(Operation loss)
    {
        Operation guilty = loss;
        // From operand to operand, each time to the first that is not finite: it ends, because operands are older.
        while (Sick(guilty) is Operation earlier)
            guilty = earlier;
        string operands = string.Join(" and ", Operands(guilty).Select(operand => $"{operand.Name} {operand.Shape} (largest magnitude {Largest(operand):G4})"));
        string origin = guilty.IsLeaf
            ? $"{guilty.Name} {guilty.Shape} held such numbers from the beginning: check the data, or what the last update did to the weights."
            : guilty.Remark is string remark ? $"it began in {guilty.Name} {guilty.Shape}: {remark}."
            : $"it began in {guilty.Name} {guilty.Shape}, computed from {operands}: lower the rate, warm it up, or clip gradients.";
        return new ArithmeticException(FormattableString.Invariant($"The loss is {First(loss)}; {origin}"));
    }

    private static Operation? Sick(Operation operation) => Operands(operation).FirstOrDefault(operand => !double.IsFinite(Largest(operand)));

    private static IEnumerable<Operation> Operands(Operation operation)
    {
        Operation?[] operands = [operation.First, operation.Second, operation.Third, .. operation.More];
        return operands.OfType<Operation>();
    }

    private static double First(Operation operation)
        => operation.Precision is Precision.Single ? operation.Values<float>()[0] : operation.Values<double>()[0];

    // NaN and infinity come out as themselves.
    private static double Largest(Operation operation)
    {
        double largest = 0;
        for (int i = 0; i < operation.Stored; i++)
        {
            double value = Math.Abs(operation.Precision is Precision.Single ? operation.Values<float>()[i] : operation.Values<double>()[i]);
            if (!double.IsFinite(value))
                return value;
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
