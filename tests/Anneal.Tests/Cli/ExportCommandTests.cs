using System.Globalization;
using System.Text.Json;

namespace Anneal.Tests.Cli;

public sealed class ExportCommandTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    [Fact]
    public void Csv_and_json_have_every_value_with_every_digit()
    {
        Assert.Equal(0, stored.Run("export", "2-3", "--csv", stored.Place("runs.csv"), "--json", stored.Place("runs.json")).Code);
        string[][] rows = [.. File.ReadLines(stored.Place("runs.csv")).Skip(1).Select(line => line.Split(','))];
        JsonElement runs = JsonDocument.Parse(File.ReadAllText(stored.Place("runs.json"))).RootElement;
        Assert.Equal([2, 3], runs.EnumerateArray().Select(run => run.GetProperty("run").GetInt32()));
        foreach (JsonElement run in runs.EnumerateArray())
        {
            foreach (JsonProperty series in run.GetProperty("series").EnumerateObject())
            {
                string[][] same = [.. rows.Where(row => row[0] == run.GetProperty("run").ToString() && row[4] == series.Name)];
                Assert.Equal(series.Value.GetProperty("values").EnumerateArray().Select(value => value.GetDouble()), same.Select(row => double.Parse(row[6], CultureInfo.InvariantCulture)));
                Assert.Equal(series.Value.GetProperty("steps").EnumerateArray().Select(step => step.GetInt64()), same.Select(row => long.Parse(row[5], CultureInfo.InvariantCulture)));
            }
        }
    }

    [Fact]
    public void Event_files_lie_in_a_folder_for_each_run_and_are_never_mixed_with_others()
    {
        string logs = stored.Place("logs");
        Assert.Equal(0, stored.Run("export", "both-1", "--tensorboard", logs).Code);
        Assert.Equal(4, Directory.GetDirectories(logs).Length);
        Assert.All(Directory.GetDirectories(logs), folder => Assert.True(new FileInfo(Assert.Single(Directory.GetFiles(folder))).Length > 10_000));
        Assert.Contains("has event files already", stored.Run("export", "1", "--tensorboard", logs).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Say what to write", "export", "1")]
    [InlineData("both name standard output", "export", "1", "--csv", "-", "--json", "-")]
    public void What_is_not_said_is_asked_for(string message, params string[] args)
        => Assert.Contains(message, stored.Run(args).Error, StringComparison.Ordinal);
}
