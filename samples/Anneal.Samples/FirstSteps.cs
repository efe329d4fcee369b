using System.Text.Json;
using Anneal.Charts;
using Anneal.Controllers;
using Anneal.Schedules;
using Anneal.Schedules.Lint;

namespace Anneal.Samples;

/// <summary>The samples of the README. The writer is called Console, so that what is shown can be pasted into a program.</summary>
public static class FirstSteps
{
    public static void Ask(TextWriter Console)
    {
        #region Ask
        Schedule rate = Schedule.Cosine(from: 0.3, to: 0.01, over: 15).WarmedUp(5);

        foreach (long step in (long[])[0, 5, 12, 20, 1_000_000])
            Console.WriteLine($"{step,7}: {rate.At(step):0.####}");
        Console.WriteLine(rate);
        #endregion
    }

    public static void TrainingLoop(TextWriter Console)
    {
        #region TrainingLoop
        // Any loop: the schedule is asked, never stepped; the controller watches the validation loss.
        Schedule rate = Schedule.OneCycle(peak: 0.1, over: 300);
        Schedule momentum = Schedule.OneCycleMomentum(over: 300);
        ReduceOnPlateau plateau = new() { Factor = 0.5, Patience = 0 };
        double[] weights = [1.0, -2.0];
        double[] velocity = [0, 0];

        for (int step = 0; step < 300; step++)
        {
            double learningRate = rate.At(step) * plateau.Scale;
            for (int i = 0; i < weights.Length; i++)
            {
                double gradient = 2 * weights[i];
                velocity[i] = (momentum.At(step) * velocity[i]) + gradient;
                weights[i] -= learningRate * velocity[i];
            }

            if (step % 100 == 99)
                plateau.Observe(weights.Sum(weight => weight * weight));
        }
        #endregion
        Console.WriteLine(weights.Sum(Math.Abs) < 1e-6 ? "converged" : "not converged");
    }

    public static void Save(TextWriter Console)
    {
        #region Save
        Schedule rate = Schedule.Parse("linear(0.001, 0.1, over: 5ep) then cosine(0.1, 0, over: rest)", RunLength.Of(epochs: 30, stepsPerEpoch: 100));
        string json = JsonSerializer.Serialize(rate);
        Schedule again = JsonSerializer.Deserialize<Schedule>(json)!;

        Console.WriteLine(rate);
        Console.WriteLine(json);
        Console.WriteLine(rate == again);
        #endregion
    }

    public static void Lint(TextWriter Console)
    {
        #region Lint
        Schedule rate = Schedule.Cosine(from: 0.1, to: 0, over: 100);

        foreach (Finding finding in rate.Check(RunLength.Of(epochs: 100, stepsPerEpoch: 235)))
            Console.WriteLine(finding);
        #endregion
    }

    public static void Draw(TextWriter Console)
    {
        #region Draw
        Schedule rate = Schedule.WarmRestarts(from: 0.1, to: 0.001, over: 10, lengthen: 2);
        LineChart chart = new()
        {
            Title = "Warm restarts",
            XLabel = "epoch",
            Series = [new Series("rate", rate.Sample(70))],
        };
        string svg = chart.ToSvg();
        #endregion
        Console.WriteLine(svg.StartsWith("<svg", StringComparison.Ordinal));
    }
}
