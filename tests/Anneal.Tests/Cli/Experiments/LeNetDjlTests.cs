using System.Text.Json;

namespace Anneal.Tests.Cli.Experiments;

/// <summary>The textbook's story on the real pictures; skipped where they are not installed.</summary>
public class LeNetDjlTests
{
    [Fact]
    public void At_the_books_rate_its_units_die_and_a_warm_up_keeps_them_alive()
    {
        Assert.SkipUnless(Directory.Exists("/usr/share/datasets/fashion-mnist"), "dataset-fashion-mnist is not installed");
        string folder = Directory.CreateTempSubdirectory("anneal-").FullName;
        try
        {
            Outcome outcome = Tool.Run(
                "compare", "lenet-djl", "--epochs", "2", "--json", "--output", Path.Combine(folder, "out"),
                "--schedule", "constant = constant(0.3)", "--schedule", "warm-up = linear(0.001, 0.3, over: rest)");
            Assert.Equal((0, ""), (outcome.Code, outcome.Error));
            JsonElement[] schedules = [.. JsonDocument.Parse(outcome.Out).RootElement.GetProperty("schedules").EnumerateArray()];
            JsonElement[] Runs(string label) => [.. schedules.Single(schedule => schedule.GetProperty("label").GetString() == label).GetProperty("runs").EnumerateArray()];

            // Which of the three starts dies hangs on the last bits, and so on the processor.
            JsonElement[] dead = [.. Runs("constant").Where(run => run.GetProperty("failed").GetBoolean())];
            Assert.NotEmpty(dead);
            Assert.All(dead, run =>
            {
                Assert.Equal(0.1, run.GetProperty("validation_accuracy").GetDouble());
                JsonElement finding = run.GetProperty("findings").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "DeadUnits");
                Assert.Contains("for every example since epoch", finding.GetProperty("sentence").GetString(), StringComparison.Ordinal);
                Assert.Contains("warm-up", finding.GetProperty("remedy").GetString(), StringComparison.Ordinal);
            });
            Assert.InRange(Runs("warm-up").Count(run => run.GetProperty("validation_accuracy").GetDouble() > 0.5), 2, 3);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
