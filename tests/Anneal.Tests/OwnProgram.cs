using System.Diagnostics;

namespace Anneal.Tests;

/// <summary>Runs some of these tests in a process of their own, with other settings.</summary>
internal static class OwnProgram
{
    /// <summary>Runs the tests whose names fit, and fails when one of them does or none is found.</summary>
    public static async Task Run(string[] methods, params (string Name, string Value)[] settings)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(OwnProgram).Assembly.Location);
        start.ArgumentList.Add("--minimum-expected-tests");
        start.ArgumentList.Add("1");
        start.ArgumentList.Add("--filter-method");
        foreach (string method in methods)
            start.ArgumentList.Add(method);
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, await output + await error);
    }
}
