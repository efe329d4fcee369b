using System.Diagnostics;
using Anneal.Cli;
using Anneal.Cli.Terminal;

namespace Anneal.Tests.Cli;

/// <summary>What a run of the tool printed and how it ended.</summary>
internal sealed record Outcome(int Code, string Out, string Error);

/// <summary>The tool, run in this process with strings for its streams, or as the program a user starts.</summary>
internal static class Tool
{
    public static Outcome Run(params string[] args) => Run(new(), args);

    public static Outcome Run(Look look, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        using Screen screen = new(output, error) { Width = look.Width, Unicode = look.Unicode, Colour = look.Colour };
        int code = App.Run(args, screen);
        return new(code, output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Starts the program itself, with its output in pipes.</summary>
    public static async Task<Outcome> Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(App).Assembly.Location);
        foreach (string argument in args)
            start.ArgumentList.Add(argument);
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, (await output).ReplaceLineEndings("\n"), (await error).ReplaceLineEndings("\n"));
    }
}

/// <summary>How the terminal of a test looks.</summary>
internal sealed record Look(int Width = 80, bool Unicode = true, bool Colour = false);
