using System.Diagnostics;
using Anneal.Cli;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli;

/// <summary>The scripts at work in the shells themselves, as far as these are installed here.</summary>
public class CompletionCommandTests
{
    // A shell at a terminal of its own: types the line, completes, and writes down what stands on it then.
    private const string Zsh = """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell 'source ./setup'
        until [[ -e ready ]]; do zpty -r -t shell > /dev/null; sleep 0.05; done
        zpty -w -n shell "$1"$'\C-x'
        until [[ -s line ]]; do zpty -r -t shell > /dev/null; sleep 0.05; done
        cat line
        """;

    private const string ZshSetup = """
        autoload -Uz compinit
        compinit -u -d ./dump
        eval "$(anneal completion zsh)"
        probe() { zle complete-word; print -r -- "$BUFFER" > line }
        zle -N probe
        bindkey '^X' probe
        touch ready
        """;

    private const string Bash = """
        eval "$(anneal completion bash)"
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<< "$1"
        [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _anneal
        printf '%s\n' "${COMPREPLY[@]}"
        """;

    // The command is made of text and a cursor, as PSReadLine makes it.
    private const string PowerShell = """
        anneal completion pwsh | Out-String | Invoke-Expression
        (TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches | ForEach-Object { $_.CompletionText }
        """;

    [Theory]
    [InlineData("anneal verify-r", "anneal verify-resume ")]
    [InlineData("anneal schedules --dialect pyt", "anneal schedules --dialect pytorch ")]
    [InlineData("cd anneal ; anneal check --steps-p", "cd anneal ; anneal check --steps-per-epoch ")]
    public async Task Zsh_completes_the_word_before_the_cursor(string typed, string expected)
        => Assert.Equal(expected + "\n", await Ask("zsh", "-f", Zsh, typed));

    [Theory]
    [InlineData("anneal verify-r", "verify-resume\n")]
    [InlineData("anneal schedules --dialect pyt", "pytorch\n")]
    [InlineData("anneal completion ", "bash\npwsh\nzsh\n")]
    public async Task Bash_is_told_what_fits(string typed, string expected)
        => Assert.Equal(expected, string.Concat((await Ask("bash", "--norc", Bash, typed)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith('-')).Order(StringComparer.Ordinal).Select(word => word + "\n")));

    [Theory]
    [InlineData("anneal verify-r", "verify-resume\n")]
    [InlineData("anneal schedules --dialect pyt", "pytorch\n")]
    public async Task PowerShell_is_told_what_fits(string typed, string expected)
        => Assert.Equal(expected, await Ask("pwsh", "-NoProfile", PowerShell, typed));

    [Theory, MemberData(nameof(HelpTests.Commands), MemberType = typeof(HelpTests))]
    public void Every_command_is_suggested_by_its_beginning(string command)
    {
        string beginning = command[..3];
        Assert.Contains(command, Tool.Run($"[suggest:{beginning.Length}]", beginning).Out.Split('\n'));
    }

    private static async Task<string> Ask(string shell, string option, string script, string typed)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, shell)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"{shell} is not installed: its completion is not tried.");

        using TemporaryFolder folder = new();
        string tool = Path.Combine(folder.Path, "anneal");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet '{typeof(App).Assembly.Location}' \"$@\"\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "setup"), ZshSetup, TestContext.Current.CancellationToken);
        string file = Path.Combine(folder.Path, shell == "pwsh" ? "script.ps1" : "script");
        await File.WriteAllTextAsync(file, script, TestContext.Current.CancellationToken);

        ProcessStartInfo start = new(found!, [option, file, typed]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Path };
        start.Environment["PATH"] = folder.Path + Path.PathSeparator + start.Environment["PATH"];
        start.Environment["TERM"] = "dumb";
        using Process process = Process.Start(start)!;
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
        Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        Assert.Equal("", await error);
        return await output;
    }
}
