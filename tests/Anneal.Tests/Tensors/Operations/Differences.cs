using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Tensors.Operations;

/// <summary>Gradients against differences of values, in double.</summary>
internal static class Differences
{
    /// <summary>Every number of every operand is moved both ways; what the result does must be what the gradient says.</summary>
    /// <param name="function">Anything differentiable at the operands.</param>
    /// <param name="operands">Shapes and numbers.</param>
    public static void Agree(Func<Tensor[], Tensor> function, params (Shape Shape, double[] Values)[] operands)
    {
        Tensor[] variables = [.. operands.Select(operand => Tensor.Variable(operand.Values, operand.Shape))];
        Tensor result = function(variables);
        double[] weights = Numbers(result.Length, seed: 99);
        result.Backward(Tensor.Of(weights, result.Shape));
        for (int which = 0; which < operands.Length; which++)
        {
            // What a function does not look at gets no gradient.
            ReadOnlySpan<double> gradient = variables[which].Node.HasGradient ? variables[which].Gradient.ValuesAs<double>() : new double[operands[which].Values.Length];
            for (int i = 0; i < gradient.Length; i++)
            {
                double value = operands[which].Values[i], distance = 1e-5 * Math.Max(1, Math.Abs(value));
                double expected = (Moved(function, operands, which, i, value + distance, weights) - Moved(function, operands, which, i, value - distance, weights)) / (2 * distance);
                Assert.True(Math.Abs(expected - gradient[i]) <= 2e-7 * Math.Max(1, Math.Abs(expected)), $"operand {which}, number {i}: differences say {expected:R}, the gradient {gradient[i]:R}");
            }
        }
    }

    /// <summary>Numbers from −2 to 2, none closer to 0 than 0.05.</summary>
    public static double[] Numbers(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (0.05 + (1.95 * random.NextDouble())) * (random.Next(2) == 0 ? 1 : -1))];
    }

    private static double Moved(Func<Tensor[], Tensor> function, (Shape Shape, double[] Values)[] operands, int which, int number, double value, double[] weights)
    {
        Tensor[] moved = [.. operands.Select((operand, at) => Tensor.Of(at == which ? With(operand.Values, number, value) : operand.Values, operand.Shape))];
        return function(moved).ValuesAs<double>().ToArray().Zip(weights, (result, weight) => result * weight).Sum();
    }

    private static double[] With(double[] values, int index, double value)
    {
        double[] copy = [.. values];
        copy[index] = value;
        return copy;
    }
}
