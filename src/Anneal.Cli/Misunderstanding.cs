using System.CommandLine;
using System.CommandLine.Parsing;
using Anneal.Cli.Commands;
using Anneal.Schedules.Text;

namespace Anneal.Cli;

/// <summary>What is wrong with a command line, and what was probably meant.</summary>
internal static class Misunderstanding
{
    /// <summary>The problem and its remedy; null when the line is fine.</summary>
    public static string? In(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        if (command is not AnnealCommand)
            return parsed.UnmatchedTokens.Count > 0 ? NoCommand(parsed.UnmatchedTokens[0], command) : "Say which command to run.";
        // What looks like an option but is none would be taken for a schedule.
        string? unknown = parsed.UnmatchedTokens.Concat(Written(parsed)).FirstOrDefault(LooksLikeOption);
        if (unknown is not null)
            return NoOption(unknown, command);
        if (parsed.UnmatchedTokens.Count > 0)
            return $"'{parsed.UnmatchedTokens[0]}' is one argument too many. Put a schedule in quotes if it has spaces or brackets.";
        ParseError? error = parsed.Errors.Count > 0 ? parsed.Errors[0] : null;
        return error?.SymbolResult switch
        {
            null => error?.Message,
            CommandResult => $"Something is missing: {Usage(command)}.",
            OptionResult { Option: var option, IdentifierToken: null } => $"{option.Name} is missing: add {option.Name} {option.HelpName}.",
            OptionResult { Option: var option } => $"{option.Name} takes one value: {option.Name} {option.HelpName}.",
            ArgumentResult { Parent: OptionResult { Option: var option } } => $"{option.Name} takes one value: {option.Name} {option.HelpName}.",
            ArgumentResult => $"Something is missing: {Usage(command)}.",
            _ => error.Message,
        };
    }

    /// <summary>The command with its arguments and options, as one line.</summary>
    public static string Usage(Command command)
        => string.Join(' ', ["anneal", .. command is AnnealCommand ? [command.Name] : (string[])["COMMAND"], .. command.Arguments.Select(Shown), "[options]"]);

    private static string Shown(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? argument.HelpName + "…" : argument.HelpName!;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static bool LooksLikeOption(string token)
        => token.Length > 1 && token[0] == '-' && (token[1] == '-' || char.IsLetter(token[1]));

    private static IEnumerable<string> Written(ParseResult parsed)
        => parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens).Select(token => token.Value);

    private static string NoCommand(string token, Command root)
    {
        if (LooksLikeOption(token))
            return NoOption(token, root);
        if (token.Contains('('))
            return $"There is no command '{token}'. To draw a schedule: anneal plot '{token}'.";
        string[] names = [.. root.Subcommands.Select(command => command.Name)];
        string? nearest = Catalogue.Nearest(token, names);
        return $"There is no command '{token}'. " + (nearest is null ? $"Known: {string.Join(", ", names)}." : $"Did you mean '{nearest}'?");
    }

    private static string NoOption(string token, Command command)
    {
        string[] names = [.. command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal)), "--help"];
        string? nearest = Catalogue.Nearest(token.Split('=')[0], names);
        string owner = command is AnnealCommand ? $"'anneal {command.Name}'" : "'anneal'";
        return $"'{token}' is no option of {owner}. " + (nearest is null ? $"Known: {string.Join(", ", names.Distinct())}." : $"Did you mean '{nearest}'?");
    }
}
