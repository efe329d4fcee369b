using System.CommandLine;
using Anneal.Cli.Terminal;

namespace Anneal.Cli.Commands;

/// <summary>A command of the tool, with what its help shows.</summary>
internal abstract class AnnealCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>Where the command stands in the list.</summary>
    public abstract int Place { get; }

    /// <summary>Command lines worth trying, each with what it does.</summary>
    public abstract IReadOnlyList<(string Line, string Does)> Examples { get; }

    /// <summary>Paragraphs below the options.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Does the work and gives the exit code.</summary>
    public abstract int Run(ParseResult parsed, Screen screen);
}
