using Anneal.Parameters;
using Anneal.Tensors;
using Tensor = Anneal.Tensors.Tensor;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>The checks that every operation passes, one call at a time.</summary>
internal static class OperationChecks
{
    /// <summary>The gradient of each number of each operand against (f(x + h) − f(x − h)) / 2h.</summary>
    public static void Differences(OperationCase one)
    {
        const double h = 1e-6;
        (double[] result, double[][] gradients) = one.Run(Precision.Double);
        Assert.True(Array.TrueForAll(result, double.IsFinite), $"{one.Name} is not finite: say in {nameof(OperationTable)} from which domain its operands come.");
        double[] upstream = OperationCase.Upstream(result.Length);
        for (int operand = 0; operand < one.Shapes.Length; operand++)
        {
            if (!one.Wants(operand))
                continue;
            double largest = gradients[operand].DefaultIfEmpty().Max(Math.Abs);
            for (int i = 0; i < one.Shapes[operand].FlattenedLength; i++)
            {
                double[] above = Moved(one, operand, i, h), below = Moved(one, operand, i, -h);
                double expected = upstream.Select((u, at) => u * (above[at] - below[at])).Sum() / (2 * h);
                double actual = gradients[operand][i];
                Assert.True(
                    Math.Abs(actual - expected) <= (1e-6 * Math.Max(Math.Abs(expected), 0.01 * largest)) + 1e-8,
                    FormattableString.Invariant($"{one.Name}: the gradient of operand {operand} at {i} is {actual:R}, central differences give {expected:R}."));
            }
        }
    }

    /// <summary>Floats against doubles on the same numbers.</summary>
    public static void Precisions(OperationCase one)
    {
        (double[] result, double[][] gradients) = one.Run(Precision.Single);
        (double[] expected, double[][] expectedGradients) = one.Run(Precision.Double);
        Near(expected, result, 1e-5, $"{one.Name}: the result in floats");
        for (int i = 0; i < gradients.Length; i++)
            Near(expectedGradients[i], gradients[i], 1e-5, $"{one.Name}: the gradient of operand {i} in floats");
    }

    /// <summary>The same bits with one thread and with two.</summary>
    public static void Threads(OperationCase one)
    {
        foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Single, Precision.Double])
        {
            Tape alone = new() { Threads = 1 }, together = new() { Threads = 2 };
            Same(OnTape(alone, one, precision), OnTape(together, one, precision), $"{one.Name} with two threads");
        }
    }

    /// <summary>Neither way changes the operands.</summary>
    public static void Operands(OperationCase one)
    {
        Tensor[] operands = one.Operands(Precision.Single);
        one.Run(operands, same => same);
        for (int i = 0; i < operands.Length; i++)
            Assert.True(operands[i].Values.SequenceEqual(Array.ConvertAll(one.Numbers(i), number => (float)number)), $"{one.Name} changed operand {i}.");
    }

    /// <summary>A second pass adds to the gradients of the first.</summary>
    public static void Twice(OperationCase one)
    {
        foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Single, Precision.Double])
        {
            Tensor[] operands = one.Operands(precision);
            double[][] first = one.Run(operands, same => same).Gradients;
            double[][] second = one.Run(operands, same => same).Gradients;
            for (int i = 0; i < first.Length; i++)
                Near(Array.ConvertAll(first[i], gradient => 2 * gradient), second[i], precision is Precision.Single ? 1e-6 : 1e-12, $"{one.Name}: the gradient of operand {i} after two passes");
        }
    }

    /// <summary>Operands that begin within other memory, that lie in lanes, and that are results themselves.</summary>
    public static void Layouts(OperationCase one)
    {
        foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Single, Precision.Double])
        {
            (double[] Result, double[][] Gradients) expected = one.Run(precision);
            double relative = precision is Precision.Single ? 1e-5 : 1e-12;
            Close(expected, one.Run(one.Operands(precision), leaves => [.. leaves.Select(leaf => leaf.Reshape(leaf.Shape.Sizes))]), relative, $"{one.Name} of results");
            (double[] result, double[][] gradients) = one.Run([.. one.Shapes.Select((shape, i) => Longer(one, i, precision))], leaves => [.. leaves.Select((leaf, i) => Part(leaf, one.Shapes[i]))]);
            Assert.All(gradients, gradient => Assert.True(gradient.Length == 0 || (gradient[0] == 0 && gradient[^1] == 0), $"{one.Name} of views sends gradients beside the view."));
            Close(expected, (result, [.. gradients.Select((gradient, i) => gradient[1..^1])]), relative, $"{one.Name} of views");
        }

        if (one.Shapes.All(shape => shape.Rank >= 1 && shape.FlattenedLength > 0))
            Close(one.Run(Precision.Single), one.Run(one.Operands(Precision.Single), leaves => [.. leaves.Select(leaf => ToLanes.Of(leaf.Node).Result())]), 1e-5, $"{one.Name} of images in lanes");
    }

    /// <summary>One tensor in several places gets the sum of their gradients.</summary>
    public static void Shared(OperationCase one)
    {
        if (one.Shapes.Length < 2 || one.Shapes.Any(shape => shape != one.Shapes[0]) || !Enumerable.Range(0, one.Shapes.Length).All(one.Wants))
            return;
        double[] numbers = one.Numbers(0);
        Tensor[] apart = [.. one.Shapes.Select(shape => OperationCase.Operand(numbers, shape, Precision.Double, true))];
        (double[] expected, double[][] gradients) = one.Run(apart, same => same);
        if (!Array.TrueForAll(expected, double.IsFinite))
            return;
        Tensor x = OperationCase.Operand(numbers, one.Shapes[0], Precision.Double, true);
        // Through a result, so that the gradient begins in memory that was never cleared.
        (double[] result, double[][] shared) = one.Run([x], leaves => [.. Enumerable.Repeat(leaves[0].Reshape(leaves[0].Shape.Sizes), apart.Length)]);
        Near(expected, result, 1e-12, $"{one.Name} of one tensor in all places");
        Near([.. Enumerable.Range(0, numbers.Length).Select(i => gradients.Sum(gradient => gradient[i]))], shared[0], 1e-12, $"{one.Name}: the gradient of one tensor in all places");
    }

    /// <summary>All calls on one tape, in both directions and in turn with each other, give the bits they give alone.</summary>
    public static void Reuse(List<OperationCase> cases)
    {
        foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Single, Precision.Double])
        {
            Tape tape = new();
            double[][][] alone = [.. cases.Select(one => OnTape(new Tape(), one, precision))];
            for (int i = 0; i < cases.Count; i++)
                Same(alone[i], OnTape(tape, cases[i], precision), $"{cases[i].Name} after {(i > 0 ? cases[i - 1].Name : "nothing")}");
            for (int i = cases.Count - 1; i >= 0; i--)
                Same(alone[i], OnTape(tape, cases[i], precision), $"{cases[i].Name} after {(i < cases.Count - 1 ? cases[i + 1].Name : "itself")}");
        }
    }

    /// <summary>No byte in a step like the ones before.</summary>
    public static void Allocation(OperationCase one)
    {
        foreach (Precision precision in (ReadOnlySpan<Precision>)[Precision.Single, Precision.Double])
        {
            Tape tape = new() { Threads = 1 };
            Tensor[] operands = one.Operands(precision);
            object?[] arguments = one.Arguments(operands);
            Tensor shown = one.Call(operands);
            Tensor upstream = OperationCase.Operand(OperationCase.Upstream(shown.Length), shown.Shape, shown.Precision, false);
            long bytes = Allocated.Bytes(() => Step(tape, one, operands, arguments, upstream), turns: 5);
            Assert.True(bytes == 0, $"{one.Name} allocates {bytes / 5} bytes in every step: keep arrays in fields, and grow them only when they are too small.");
        }
    }

    /// <summary>A result belongs to its step.</summary>
    public static void Over(OperationCase one)
    {
        Tensor[] operands = one.Operands(Precision.Single);
        Tensor result;
        Tape tape = new();
        using (tape.Step())
        {
            result = one.Call(operands);
            // Some give the operand back where nothing is to do.
            if (Array.Exists(operands, operand => operand.Node == result.Node))
                return;
            _ = result.Shape;
        }

        Assert.Throws<InvalidOperationException>(() => result.Shape);
    }

    private static void Step(Tape tape, OperationCase one, Tensor[] operands, object?[] arguments, Tensor upstream)
    {
        using (tape.Step())
        {
            Tensor result = one.Call(operands, arguments);
            if (result.NeedsGradient)
                result.Backward(upstream);
        }
    }

    // Result and gradients of a step in which every operand is a result, too: gradients begin in used memory.
    private static double[][] OnTape(Tape tape, OperationCase one, Precision precision)
    {
        Tensor[] operands = one.Operands(precision);
        using (tape.Step())
        {
            (double[] result, double[][] gradients) = one.Run(operands, leaves => [.. leaves.Select(leaf => leaf.Reshape(leaf.Shape.Sizes))]);
            return [result, .. gradients];
        }
    }

    private static double[] Moved(OperationCase one, int operand, int index, double by)
    {
        using (Tensor.NoGradient())
        {
            Tensor[] operands = one.Operands(Precision.Double);
            double[] numbers = one.Numbers(operand);
            numbers[index] += by;
            operands[operand] = Tensor.Of(numbers, one.Shapes[operand]);
            return OperationCase.Doubles(one.Call(operands));
        }
    }

    private static Tensor Longer(OperationCase one, int operand, Precision precision)
        => OperationCase.Operand([double.NaN, .. one.Numbers(operand), double.NaN], [one.Shapes[operand].FlattenedLength + 2], precision, one.Wants(operand));

    private static Tensor Part(Tensor longer, Shape shape) => longer.Slice(0, 1, longer.Length - 1).Reshape(shape.Sizes);

    private static void Close((double[] Result, double[][] Gradients) expected, (double[] Result, double[][] Gradients) actual, double relative, string what)
    {
        Near(expected.Result, actual.Result, relative, what);
        for (int i = 0; i < expected.Gradients.Length; i++)
            Near(expected.Gradients[i], actual.Gradients[i], relative, $"{what}: the gradient of operand {i}");
    }

    private static void Near(double[] expected, double[] actual, double relative, string what)
    {
        Assert.True(expected.Length == actual.Length, $"{what} has {actual.Length} numbers instead of {expected.Length}.");
        // Sums of numbers with both signs are as exact as their largest term.
        double largest = expected.DefaultIfEmpty().Max(Math.Abs);
        for (int i = 0; i < expected.Length; i++)
        {
            bool near = expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= (relative * (Math.Abs(expected[i]) + largest)) + (relative / 10);
            Assert.True(near, FormattableString.Invariant($"{what} at {i} is {actual[i]:R}, expected {expected[i]:R}."));
        }
    }

    private static void Same(double[][] expected, double[][] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.True(expected[i].AsSpan().SequenceEqual(actual[i]), $"{what} has other bits in its {(i == 0 ? "result" : $"gradient of operand {i - 1}")}.");
    }
}
