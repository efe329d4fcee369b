using System.CommandLine;
using System.CommandLine.Help;
using Anneal.Cli.Commands;
using Anneal.Cli.Terminal;
using Anneal.Schedules.Text;

namespace Anneal.Cli;

/// <summary>The tool: reads the arguments, runs the command they name, and turns every refusal into a message and an exit code.</summary>
internal static class App
{
    /// <summary>Exit code for arguments, schedules or files that cannot be used.</summary>
    public const int BadInput = 2;

    public static string Version { get; } = typeof(App).Assembly.GetName().Version!.ToString(3);

    /// <summary>What is wrong with the arguments, before anything is run; null when nothing is.</summary>
    public static string? Misunderstood(string[] args) => Misunderstanding.In(Parse(args));

    public static int Run(string[] args, Screen screen)
    {
        ParseResult parsed = Parse(args);
        string name = parsed.CommandResult.Command is AnnealCommand named ? $"anneal {named.Name}" : "anneal";
        try
        {
            return Run(parsed, args, screen);
        }
        catch (Exception exception) when (exception is UserError or ScheduleTextException or ArgumentException or IOException or UnauthorizedAccessException or InvalidDataException or HttpRequestException)
        {
            screen.Out.Flush();
            screen.Error.WriteLine($"{name}: {Message(exception)}");
            return BadInput;
        }
    }

    private static ParseResult Parse(string[] args)
    {
        RootCommand root = new("The learning-rate lab: draw and check schedules before you train with them, find a rate, train what a file says, compare with evidence, and keep, explain and go on with every run.");
        foreach (AnnealCommand command in Find())
            root.Add(command);
        // Elsewhere these two are paths, and nobody wants them suggested.
        if (!OperatingSystem.IsWindows())
        {
            foreach (HelpOption help in root.Options.OfType<HelpOption>())
                _ = help.Aliases.Remove("/h") & help.Aliases.Remove("/?");
        }

        // '@file' is a gallery of ours, not a file of arguments.
        return root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
    }

    private static int Run(ParseResult parsed, string[] args, Screen screen)
    {
        if (args.Length > 0 && args[0].StartsWith("[suggest", StringComparison.Ordinal))
            return parsed.Invoke(new InvocationConfiguration { Output = screen.Out, Error = screen.Error });
        Command command = parsed.CommandResult.Command;
        if (args.Length == 0 || Asks<HelpOption>(parsed))
        {
            HelpText.Write(command, screen);
            return 0;
        }

        if (Asks<VersionOption>(parsed))
        {
            screen.Out.WriteLine($"anneal {Version}");
            return 0;
        }

        if (Misunderstanding.In(parsed) is { } problem)
            throw new UserError($"{problem}\nSee '{(command is AnnealCommand ? $"anneal {command.Name}" : "anneal")} --help'.");
        return ((AnnealCommand)command).Run(parsed, screen);
    }

    // A command appears by being written: its class is all there is to add.
    private static IEnumerable<AnnealCommand> Find()
        => typeof(App).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(AnnealCommand)))
            .Select(type => (AnnealCommand)Activator.CreateInstance(type)!)
            .OrderBy(command => command.Place);

    private static bool Asks<T>(ParseResult parsed) where T : Option
    {
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (result.Command.Options.OfType<T>().Any(option => parsed.GetResult(option) is { Implicit: false }))
                return true;
        }

        return false;
    }

    // .NET appends the parameter to its messages; a user of the tool has no parameters.
    private static string Message(Exception exception)
        => exception is ArgumentException { ParamName: string parameter }
            ? exception.Message.Split('\n')[0].TrimEnd().Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : exception.Message;
}
