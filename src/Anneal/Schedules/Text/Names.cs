namespace Anneal.Schedules.Text;

/// <summary>How names are written and compared, and which known name somebody probably meant.</summary>
internal static class Names
{
    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    public static string Snake(string name)
        => string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));

    /// <summary>One spelling for <c>T_max</c>, <c>tMax</c> and <c>t-max</c>.</summary>
    public static string Plain(string name)
        => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    public static bool Same(string left, string right) => Plain(left) == Plain(right);

    /// <summary>" Did you mean 'x'?" when a known name is near, else the list of known names.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        List<string> names = [.. known.Distinct()];
        string? nearest = Nearest(name, names);
        return nearest is not null ? $" Did you mean '{nearest}'?"
            : names.Count is 0 ? ""
            : $" Known: {string.Join(", ", names.Order(StringComparer.OrdinalIgnoreCase))}.";
    }

    /// <summary>The known name with the fewest changes, if they are few enough to be a slip.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        string plain = Plain(name);
        // No slip is that long, and comparing it would take a while.
        if (plain.Length > 100)
            return null;
        return known
            .Select(candidate => (candidate, changes: Changes(plain, Plain(candidate))))
            .Where(pair => pair.changes <= Math.Max(1, Math.Min(plain.Length, pair.candidate.Length) / 3)
                || (plain.Length >= 3 && Plain(pair.candidate).StartsWith(plain, StringComparison.Ordinal)))
            .OrderBy(pair => pair.changes)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Levenshtein's distance, with two neighbours exchanged counted as one change.</summary>
    private static int Changes(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
            table[i, 0] = i;
        for (int j = 0; j <= right.Length; j++)
            table[0, j] = j;
        for (int i = 1; i <= left.Length; i++)
        {
            for (int j = 1; j <= right.Length; j++)
            {
                int change = left[i - 1] == right[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }

        return table[left.Length, right.Length];
    }
}
