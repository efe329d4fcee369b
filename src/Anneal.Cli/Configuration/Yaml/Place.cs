namespace Anneal.Cli.Configuration.Yaml;

/// <summary>Where something was written: a file with line and column from 1, or an option of the command line (line 0).</summary>
internal readonly record struct Place(string Source, long Line = 0, long Column = 0)
{
    /// <summary>So many letters further on in the same line.</summary>
    public Place Right(long letters) => Line == 0 ? this : this with { Column = Column + letters };

    public override string ToString() => Line == 0 ? Source : FormattableString.Invariant($"{Source}, line {Line}, column {Column}");
}
