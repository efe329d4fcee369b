namespace Anneal.Data;

/// <summary>How a table is read: which column is the target, what is left out, how it is split.</summary>
public sealed record CsvOptions
{
    /// <summary>The column to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the target is a class (true) or a number (false); null, the default, takes numbers as numbers and everything else as classes.</summary>
    public bool? Classification { get; init; }

    /// <summary>Columns left out; none by default.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Columns whose values are categories even where they are numbers; none by default.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>What stands between two fields; null, the default, takes the one of comma, semicolon and tab that the header has most of.</summary>
    public char? Separator { get; init; }

    /// <summary>What stands before the decimals: a point, the default, or a comma.</summary>
    public char DecimalPoint { get; init; } = '.';

    /// <summary>How much of the table is kept for validation, above 0 and below 1; 0.2 by default.</summary>
    public double ValidationShare { get; init; } = 0.2;

    /// <summary>The seed of the lot that draws the rows for validation; 0 by default.</summary>
    public int Seed { get; init; }

    /// <summary>Whether input columns of numbers become (x − mean)/deviation; true by default.</summary>
    public bool Standardize { get; init; } = true;

    /// <summary>Whether a target that is a number becomes (y − mean)/deviation; false by default.</summary>
    public bool StandardizeTarget { get; init; }

    /// <summary>Whether a category that only the validation part has becomes all zeros, instead of an error; false by default.</summary>
    public bool UnknownAsZeros { get; init; }
}
