using Anneal.Schedules;
using Anneal.Schedules.Lint;

namespace Anneal.Samples.Start;

/// <summary>A schedule of your own: a function of the step, composed with everything else there is, checked, written down and read back.</summary>
public static class YourSchedule
{
    public static void Run(TextWriter Console)
    {
        // A cosine whose depth shrinks; any pure function of the step will do.
        static double Swing(double step) => 0.05 + (0.04 * Math.Exp(-step / 300) * Math.Cos(step / 20));
        Schedule rate = Schedule.Function(Swing, "swing").For(900).WarmedUp(50).Then(Schedule.Linear(0.05, 0, over: 50));

        Console.WriteLine(rate);
        foreach (long step in (long[])[0, 49, 50, 500, 949, 999])
            Console.WriteLine($"{step,5}: {rate.At(step):0.0000}");

        // What is probably wrong with it, for a run of 2000 updates.
        foreach (Finding finding in rate.Check(RunLength.Of(epochs: 20, stepsPerEpoch: 100)).Where(finding => finding.Severity is Severity.Warning))
            Console.WriteLine(finding.Problem);

        // The text has the function's name; reading it needs the function again.
        Schedule again = Schedule.Parse(rate.ToString(), functions: new Dictionary<string, Func<double, double>> { ["swing"] = Swing });
        Console.WriteLine(again.At(500L) == rate.At(500L));
    }
}

// Prints:
// linear(0.001764705882352941, 0.09, over: 50) then function("swing").for(900) then linear(0.05, 0, over: 50)
//     0: 0.0018
//    49: 0.0882
//    50: 0.0900
//   500: 0.0422
//   949: 0.0511
//   999: 0.0010
// The schedule is over after 1000 steps; the last 1000 of the 2000 updates all use 0.
// True
