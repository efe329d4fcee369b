using System.Diagnostics;
using Anneal.Cli;

namespace Anneal.Tests.Cli;

public sealed class ResumeCommandTests : IDisposable
{
    private static readonly string[] _comparison = ["compare", "--epochs", "4000", "--seeds", "2", "--threads", "2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("anneal-").FullName;

    private string Place(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_Ctrl_C_or_a_kill_broke_off_ends_as_if_it_had_never_stopped()
    {
        Assert.Equal(0, Tool.Run([.. _comparison, "--output", Place("whole")]).Code);
        Random random = new(5);
        foreach (string signal in (string[])["INT", "TERM", "KILL"])
        {
            string output = Place("broken-" + signal);
            await StopAsync(signal, 300 + random.Next(700), [.. _comparison, "--output", output]);
            Outcome resumed = Tool.Run("resume", output);
            Assert.True(resumed.Code == 0, resumed.Error);
            Assert.Equal(Numbers(Place("whole")), Numbers(output));
        }
    }

    [Fact]
    public void A_comparison_that_is_over_is_written_anew_and_nothing_is_trained_again()
    {
        Assert.Equal(0, Tool.Run("compare", "--epochs", "30", "--seeds", "2", "--output", Place("out")).Code);
        string[] numbers = Numbers(Place("out"));
        DateTime[] written = [.. Directory.GetFiles(Place("out"), "checkpoint.safetensors", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc)];
        File.Delete(Place("out/report.html"));
        Assert.Equal(0, Tool.Run("resume", Place("out")).Code);
        Assert.True(File.Exists(Place("out/report.html")));
        Assert.Equal(numbers, Numbers(Place("out")));
        Assert.Equal(written, Directory.GetFiles(Place("out"), "checkpoint.safetensors", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc));
    }

    [Fact]
    public void A_run_whose_checkpoint_is_gone_is_trained_again_to_the_same_numbers()
    {
        Assert.Equal(0, Tool.Run("compare", "--epochs", "30", "--seeds", "2", "--output", Place("out")).Code);
        string[] numbers = Numbers(Place("out"));
        File.Delete(Directory.GetFiles(Place("out"), "checkpoint.safetensors", SearchOption.AllDirectories)[0]);
        Outcome resumed = Tool.Run("resume", Place("out"));
        Assert.True(resumed.Code == 0, resumed.Error);
        Assert.Equal(numbers, Numbers(Place("out")));
    }

    [Fact]
    public void A_damaged_checkpoint_or_plan_is_refused_by_name()
    {
        Assert.Equal(0, Tool.Run("compare", "--epochs", "30", "--seeds", "1", "--output", Place("out")).Code);
        string checkpoint = Directory.GetFiles(Place("out"), "checkpoint.safetensors", SearchOption.AllDirectories)[0];
        byte[] bytes = File.ReadAllBytes(checkpoint);
        bytes[^9] ^= 4;
        File.WriteAllBytes(checkpoint, bytes);
        (int code, _, string error) = Tool.Run("resume", Place("out"));
        Assert.Equal(2, code);
        Assert.Contains(Path.GetFileName(checkpoint), error, StringComparison.Ordinal);

        string plan = File.ReadAllText(Place("out/plan.json"));
        File.WriteAllText(Place("out/plan.json"), plan.Replace("\"seeds\"", "\"seedz\"", StringComparison.Ordinal));
        Assert.Contains("seedz", Tool.Run("resume", Place("out")).Error, StringComparison.Ordinal);
        File.WriteAllText(Place("out/plan.json"), plan.Replace("\"version\": 1", "\"version\": 9", StringComparison.Ordinal));
        Assert.Contains("newer version", Tool.Run("resume", Place("out")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no training in", Tool.Run("resume", Place("nowhere")).Error, StringComparison.Ordinal);
    }

    // Everything measured; times differ from run to run.
    private static string[] Numbers(string folder)
        => [.. File.ReadLines(Path.Combine(folder, "history.csv")).Select(line => line.Split(',')).Select(fields => string.Join(',', fields.Where((_, column) => column != 5)))];

    private static async Task StopAsync(string signal, int after, string[] args)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(App).Assembly.Location);
        foreach (string argument in args)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        while (!File.Exists(Path.Combine(args[^1], "plan.json")))
            await Task.Delay(10);
        await Task.Delay(after);
        using (Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
        await output;
        await error;
    }
}
