using System.Diagnostics;
using Anneal.Cli;
using Anneal.Cli.Storage;
using Anneal.Tests.Data;

namespace Anneal.Tests.Docs;

/// <summary>Blocks marked as bash are stories: commands a user gives one after the other in an empty folder. They end with a run that is trained, stored, reported and can be gone on with.</summary>
public class StoryTests
{
    public static TheoryData<string, int> Stories
        => [.. from page in Markdown.Pages() from fence in Markdown.Fences(page) where fence.Language == "bash" select (fence.Page, fence.Line)];

    [Theory, MemberData(nameof(Stories))]
    public async Task A_story_ends_with_a_run_that_is_kept(string page, int line)
    {
        using TemporaryFolder folder = new();
        // The samples are where a clone has them.
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "samples"), Path.Combine(Expected.Root, "samples"));
        Fence story = Markdown.Fences(page).First(fence => fence.Line == line);
        foreach (string command in story.Text.Split('\n'))
        {
            (int code, string printed) = await RunAsync(command, folder.Path);
            Assert.True(code == 0, $"{page}:{line}: exit code {code} of {command}\n{printed}");
        }

        using SqliteRunStore store = SqliteRunStore.Open(Path.Combine(folder.Path, "anneal-runs", "runs.db"), create: false);
        StoredRun run = store.List()[^1];
        Assert.Equal((StoredStatus.Done, true), (run.Status, run.Learned));
        Assert.True(File.Exists(Path.Combine(run.About.Group, "report.html")));
        Assert.True(File.Exists(run.About.Checkpoint));
        Assert.Equal(0, (await RunAsync($"anneal resume {run.Number}", folder.Path)).Code);
    }

    private static async Task<(int Code, string Printed)> RunAsync(string command, string folder)
    {
        Assert.StartsWith("anneal ", command, StringComparison.Ordinal);
        ProcessStartInfo start = new("dotnet", [typeof(App).Assembly.Location, .. CommandTests.Arguments(command)]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove(StoreChoice.Variable);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
