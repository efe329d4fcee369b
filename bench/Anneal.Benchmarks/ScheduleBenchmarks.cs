using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Benchmarks;

/// <summary>Nanoseconds and bytes for one value of a schedule, asked step by step through a virtual call.</summary>
internal static class ScheduleBenchmarks
{
    private const int Steps = 200_000;
    private const int Runs = 15;

    public static void Run(TextWriter output)
    {
        foreach ((string name, Schedule schedule) in Schedules())
        {
            double nanoseconds = Median(() => Measure(schedule, out _));
            Measure(schedule, out long bytes);
            output.WriteLine(FormattableString.Invariant($"{name}\t{nanoseconds:0.0}\tns/step"));
            output.WriteLine(FormattableString.Invariant($"{name} allocation\t{bytes}\tbytes/{Steps} steps"));
        }

        output.WriteLine(FormattableString.Invariant($"Math.Cos alone\t{Median(Cosines):0.0}\tns/step"));
    }

    private static IEnumerable<(string Name, Schedule Schedule)> Schedules()
    {
        Schedule cosine = Schedule.Cosine(0.3, 0.01, 150_000);
        Schedule warm = cosine.WarmedUp(5_000);
        yield return ("constant", 0.3);
        yield return ("linear", Schedule.Linear(0.3, 0, 150_000));
        yield return ("cosine", cosine);
        yield return ("exponential", Schedule.Exponential(0.3, 0.9999));
        yield return ("step", Schedule.Step(0.3, 0.1, 30_000));
        yield return ("multiStep", Schedule.MultiStep(0.3, 0.1, 60_000, 120_000));
        yield return ("linear then cosine", warm);
        yield return ("oneCycle", Schedule.OneCycle(0.3, 200_000));
        yield return ("warmRestarts lengthen 2", Schedule.WarmRestarts(0.3, 0, 1_000, lengthen: 2));
        yield return ("cyclic", Schedule.Cyclic(0.01, 0.3, 2_000));
        yield return ("depth 3: (warm-up then cosine) * step, at least", (warm * Schedule.Step(1, 0.5, 30_000)).AtLeast(0.001));
        yield return ("depth 3: warm-up then repeated cosine, stretched", Schedule.Cosine(0.3, 0.01, 10_000).Repeat(15).WarmedUp(5_000).StretchTo(200_000));
        yield return ("depth 3: per epoch", warm.PerEpoch(100).AtMost(0.2));
        yield return ("pytorch:CosineAnnealingLR", PyTorch.CosineAnnealingLR(0.1, 200));
        yield return ("pytorch:OneCycleLR", PyTorch.OneCycleLR(0.1, totalSteps: 200_000));
        yield return ("pytorch:SequentialLR", PyTorch.SequentialLR(0.1, [PyTorch.LinearLR(0.1, totalIters: 5_000), PyTorch.CosineAnnealingLR(0.1, 150_000)], [5_000]));
    }

    private static double Measure(Schedule schedule, out long bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        double sum = 0;
        for (long step = 0; step < Steps; step++)
            sum += schedule.At(step);
        TimeSpan elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(sum);
        return elapsed.TotalNanoseconds / Steps;
    }

    private static double Cosines()
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        double sum = 0;
        for (long step = 0; step < Steps; step++)
            sum += Math.Cos(Math.PI * step / Steps);
        GC.KeepAlive(sum);
        return System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalNanoseconds / Steps;
    }

    private static double Median(Func<double> measure)
    {
        // Until the compiler has seen enough to optimise in the background.
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds < 400)
            measure();
        double[] runs = [.. Enumerable.Range(0, Runs).Select(_ => measure()).Order()];
        return runs[Runs / 2];
    }
}
