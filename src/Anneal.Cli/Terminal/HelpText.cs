using System.CommandLine;
using System.CommandLine.Help;
using Anneal.Cli.Commands;

namespace Anneal.Cli.Terminal;

/// <summary>The help of the tool and of each command: everything needed to use it, in one screen.</summary>
internal static class HelpText
{
    private const int Column = 24;

    public static void Write(Command command, Screen screen)
    {
        Paragraph(screen, command.Description!, 0);
        screen.Out.WriteLine();
        Paragraph(screen, $"usage: {Misunderstanding.Usage(command)}", 0);
        Section(screen, "commands", [.. command.Subcommands.Select(sub => (sub.Name, sub.Description!))]);
        Section(screen, "arguments", [.. command.Arguments.Select(argument => (argument.HelpName!, argument.Description!))]);
        Section(screen, "options", [.. command.Options.Where(option => option is not (HelpOption or VersionOption) && !option.Hidden).Select(Row)]);
        AnnealCommand? own = command as AnnealCommand;
        Examples(screen, own?.Examples ?? Start);
        foreach (string note in own?.Notes ?? ["Help for one command: anneal COMMAND --help. Version: anneal --version."])
        {
            screen.Out.WriteLine();
            Paragraph(screen, note, 0);
        }
    }

    private static IReadOnlyList<(string, string)> Start =>
    [
        ("anneal compare", "train one network under three schedules, and see what the differences are worth"),
        ("anneal init anneal.yaml --data houses.csv --target price", "write a configuration for a table of your own; 'anneal train anneal.yaml' trains it"),
        ("anneal plot \"cosine(0.3, 0.01, over: 15).warmedUp(5)\"", "draw a warm-up and a cosine"),
        ("anneal schedules", "everything there is, one line each"),
        ("anneal check \"oneCycle(0.1, over: 1000)\" --steps 1500", "what is probably wrong with it"),
    ];

    private static (string, string) Row(Option option)
        => (option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}", option.Description!);

    private static void Section(Screen screen, string title, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
            return;
        screen.Out.WriteLine();
        screen.Strong(title);
        screen.Out.WriteLine();
        foreach ((string name, string text) in rows)
        {
            screen.Out.Write($"  {name}");
            if (name.Length + 3 > Column)
                screen.Out.WriteLine();
            Paragraph(screen, text, Column, name.Length + 3 > Column ? 0 : name.Length + 2);
        }
    }

    private static void Examples(Screen screen, IReadOnlyList<(string Line, string Does)> examples)
    {
        screen.Out.WriteLine();
        screen.Strong("examples");
        screen.Out.WriteLine();
        foreach ((string line, string does) in examples)
        {
            screen.Out.WriteLine($"  {line}");
            Paragraph(screen, does, 6);
        }
    }

    /// <summary>Words, filled into lines that start at an indent; the first line has some cells written already.</summary>
    public static void Paragraph(Screen screen, string text, int indent, int written = 0)
    {
        int cells = written;
        bool first = true;
        foreach (string word in text.Split(' '))
        {
            if (!first && cells + 1 + CellText.Width(word) > screen.Width)
            {
                screen.Out.WriteLine();
                cells = 0;
                first = true;
            }

            string space = first ? new string(' ', Math.Max(0, indent - cells)) : " ";
            screen.Out.Write(space);
            screen.Out.Write(word);
            cells += space.Length + CellText.Width(word);
            first = false;
        }

        screen.Out.WriteLine();
    }
}
