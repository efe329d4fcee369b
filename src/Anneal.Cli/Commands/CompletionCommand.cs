using System.CommandLine;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>Prints the few lines that make a shell complete our commands, options and names.</summary>
internal sealed class CompletionCommand : AnnealCommand
{
    private static readonly string[] _shells = ["bash", "zsh", "pwsh"];

    private readonly Argument<string> _shell = new("shell") { HelpName = "SHELL", Description = "bash, zsh or pwsh." };

    public CompletionCommand() : base("completion", "Print a script that completes commands, options and names in a shell.")
    {
        _shell.CompletionSources.Add(_ => _shells);
        Add(_shell);
    }

    public override int Place => 99;

    public override IReadOnlyList<(string Line, string Does)> Examples =>
    [
        ("eval \"$(anneal completion bash)\"", "in ~/.bashrc"),
        ("eval \"$(anneal completion zsh)\"", "in ~/.zshrc, after compinit"),
        ("anneal completion pwsh | Out-String | Invoke-Expression", "in $PROFILE"),
    ];

    public override int Run(ParseResult parsed, Screen screen)
    {
        string shell = parsed.GetValue(_shell)!;
        using Stream stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"Anneal.Cli.Completions.{shell}.txt")
            ?? throw new UserError($"There is no completion for '{shell}'. Known: {string.Join(", ", _shells)}.");
        using StreamReader reader = new(stream);
        screen.Data.Write(reader.ReadToEnd());
        return 0;
    }
}
