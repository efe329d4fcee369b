using System.Diagnostics;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Benchmarks;

/// <summary>
/// The parts of a transformer's layer, forward and back: width 128, 4 heads, 64 places, 32 sequences, one thread. Fastest and median of many steps,
/// to be held against the same in PyTorch.
/// </summary>
internal static class AttentionBenchmarks
{
    private const int Steps = 60;
    private const int Sequences = 32;
    private const int Places = 64;
    private const int Width = 128;
    private const int Heads = 4;

    public static void Run(TextWriter output)
    {
        Random random = new(1);
        Tensor packed = Variable(random, Sequences, Places, 3 * Width), row = Variable(random, Sequences, Places, Width);
        Tensor weight = Variable(random, Width), bias = Variable(random, Width);
        Tensor given = Variable(random, Sequences, Places, Width).Detach();
        Measure(output, "attention", given, () => packed.SelfAttention(Heads), packed);
        Measure(output, "layer norm", given, () => row.LayerNorm(weight, bias), row, weight, bias);
        Tensor square = Variable(random, 1024, 1024), heads = Variable(random, Sequences, Places, Heads, Width / Heads);
        Measure(output, "transpose 1024", Variable(random, 1024, 1024).Detach(), () => square.Transpose(), square);
        Measure(output, "permute heads", Variable(random, Sequences, Heads, Places, Width / Heads).Detach(), () => heads.Permute(0, 2, 1, 3), heads);
    }

    private static void Measure(TextWriter output, string name, Tensor given, Func<Tensor> forward, params Tensor[] operands)
    {
        Tape tape = new() { Threads = 1 };
        List<double> there = [], back = [];
        for (int i = 0; i < Steps; i++)
        {
            foreach (Tensor operand in operands)
                operand.ZeroGradient();
            using (tape.Step())
            {
                long start = Stopwatch.GetTimestamp();
                Tensor result = forward();
                there.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
                start = Stopwatch.GetTimestamp();
                result.Backward(given);
                back.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        output.WriteLine(FormattableString.Invariant($"{name} forward\t{there.Min():0}\tus best\t{there.Order().ElementAt(Steps / 2):0}\tus median"));
        output.WriteLine(FormattableString.Invariant($"{name} back\t{back.Min():0}\tus best\t{back.Order().ElementAt(Steps / 2):0}\tus median"));
    }

    private static Tensor Variable(Random random, params ReadOnlySpan<int> sizes)
    {
        Shape shape = Shape.Of(sizes);
        float[] values = new float[shape.FlattenedLength];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((random.NextDouble() * 2) - 1);
        return Tensor.Variable(values, shape);
    }
}
