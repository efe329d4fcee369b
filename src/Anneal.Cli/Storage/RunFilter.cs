using System.Globalization;

namespace Anneal.Cli.Storage;

/// <summary>A condition on runs, such as <c>status=done</c>, <c>schedule~cosine</c> or <c>validation_accuracy>0.88</c>.</summary>
internal static class RunFilter
{
    // Those of two signs before those of one.
    private static readonly string[] _signs = ["!=", ">=", "<=", "=", ">", "<", "~"];

    /// <summary>The runs that fulfil all of some conditions.</summary>
    public static IReadOnlyList<StoredRun> Apply(IEnumerable<string> conditions, IReadOnlyList<StoredRun> runs)
        => conditions.Select(condition => Read(condition, runs)).ToArray() is var filters ? [.. runs.Where(run => filters.All(fits => fits(run)))] : runs;

    /// <summary>Reads a condition.</summary>
    /// <exception cref="UserError">It cannot be understood.</exception>
    private static Func<StoredRun, bool> Read(string condition, IReadOnlyList<StoredRun> runs)
    {
        int at = condition.AsSpan().IndexOfAny("=!<>~");
        string? sign = at < 0 ? null : _signs.FirstOrDefault(sign => condition.AsSpan(at).StartsWith(sign, StringComparison.Ordinal));
        if (at <= 0 || sign is null)
            throw new UserError($"--filter '{condition}' is no condition: write NAME=VALUE, with = != < <= > >= or ~ (contains), such as status=done or last>0.88.");
        RunField field = RunField.Find(condition[..at].Trim(), runs);
        string value = condition[(at + sign.Length)..].Trim();
        if (field.Text is { } text)
        {
            return sign switch
            {
                "=" => run => text(run).Any(word => word.Equals(value, StringComparison.OrdinalIgnoreCase)),
                "!=" => run => !text(run).Any(word => word.Equals(value, StringComparison.OrdinalIgnoreCase)),
                "~" => run => text(run).Any(word => word.Contains(value, StringComparison.OrdinalIgnoreCase)),
                _ => throw new UserError($"--filter '{condition}': {field.Name} is a word, which is neither more nor less: compare it with =, != or ~ (contains)."),
            };
        }

        if (sign == "~" || !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            throw new UserError($"--filter '{condition}': {field.Name} is a number: compare it with another by =, !=, <, <=, > or >=.");
        Func<StoredRun, double> measured = field.Number!;
        return sign switch
        {
            "=" => run => measured(run) == number,
            "!=" => run => measured(run) != number,
            "<" => run => measured(run) < number,
            "<=" => run => measured(run) <= number,
            ">" => run => measured(run) > number,
            _ => run => measured(run) >= number,
        };
    }
}
