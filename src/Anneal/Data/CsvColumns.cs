using System.Globalization;

namespace Anneal.Data;

/// <summary>The columns of a table as text, and what they become.</summary>
internal sealed class CsvColumns
{
    private const int MostCategories = 1000;
    private const string Missing = "the value is missing. Fill it in, remove the row, or leave the column out (Ignored)";

    // What people write where there is no value.
    private static readonly HashSet<string> _missing = new(["", "?", "-", "na", "n/a", "nan", "null", "none", "nil", "#n/a"], StringComparer.OrdinalIgnoreCase);

    private readonly string _path;
    private readonly CsvOptions _options;
    private readonly string[] _header;
    private readonly List<CsvRow> _rows;

    private CsvColumns(string path, CsvOptions options, string[] header, List<CsvRow> rows)
    {
        (_path, _options, _header, _rows) = (path, options, header, rows);
        Target = PlaceOf(options.Target, nameof(options.Target));
        HashSet<int> ignored = [.. options.Ignored.Select(name => PlaceOf(name, nameof(options.Ignored))), Target];
        foreach (string name in options.Categorical)
            PlaceOf(name, nameof(options.Categorical));
        Inputs = [.. Enumerable.Range(0, header.Length).Where(place => !ignored.Contains(place))];
        if (Inputs.Length == 0)
            throw new ArgumentException($"{path}: no column is left besides the target '{options.Target}': a table needs at least one to predict it from.", nameof(options));
    }

    public int RowCount => _rows.Count;

    /// <summary>The column to be predicted.</summary>
    public int Target { get; }

    /// <summary>The columns to predict it from.</summary>
    public int[] Inputs { get; }

    public static CsvColumns Read(string path, CsvOptions options)
    {
        if (options.DecimalPoint is not ('.' or ','))
            throw new ArgumentException($"DecimalPoint is '{options.DecimalPoint}': it is a point or a comma.", nameof(options));
        if (options.Separator is '"' or '\r' or '\n' || options.Separator == options.DecimalPoint)
            throw new ArgumentException("Separator must be no quote, no line break and not the DecimalPoint.", nameof(options));
        string text = CsvText.Decode(path, PackedFile.Read(path).Span);
        List<CsvRow> rows = CsvText.Rows(path, text, options.Separator ?? CsvText.GuessSeparator(text));
        if (rows.Count == 0)
            throw PackedFile.Damaged(path, "the file is empty; a header with the names of the columns is expected.");
        string[] header = rows[0].Fields;
        for (int i = 0; i < header.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(header[i]))
                throw PackedFile.Damaged(path, $"column {i + 1} of the header has no name: name it.");
            if (Array.IndexOf(header, header[i]) < i)
                throw PackedFile.Damaged(path, $"two columns are called '{header[i]}': rename one.");
        }

        rows.RemoveAt(0);
        foreach (CsvRow row in rows)
        {
            if (row.Fields.Length != header.Length)
                throw PackedFile.Damaged(path, $"line {row.Line} has {row.Fields.Length} fields, but the header has {header.Length}: a field with a separator in it belongs into quotes.");
        }

        return new(path, options, header, rows);
    }

    /// <summary>What a column becomes, from the rows of the training part.</summary>
    public TableColumn Fit(int place, int[] training)
        => _options.Categorical.Contains(_header[place]) || !HoldsNumbers(place, training)
            ? new(_header[place], Categories(place, training), 0, 0, false)
            : FitNumbers(place, training, _options.Standardize);

    /// <summary>What the target becomes; its classes are those of all rows.</summary>
    public TableColumn FitTarget(int[] training)
    {
        int[] all = [.. Enumerable.Range(0, RowCount)];
        if (!(_options.Classification ?? !HoldsNumbers(Target, all)))
            return FitNumbers(Target, training, _options.StandardizeTarget);
        string[] classes = Categories(Target, all);
        return new(_header[Target], classes.All(name => TryNumber(name, out _)) ? [.. classes.OrderBy(name => Number(name))] : classes, 0, 0, false);
    }

    /// <summary>Writes a column, or the columns of its categories, into rows of so many numbers.</summary>
    public void Fill(int place, TableColumn column, Span<float> to, int width)
    {
        Dictionary<string, int> categories = Places(column);
        for (int row = 0; row < RowCount; row++)
        {
            if (!column.IsCategorical)
                to[row * width] = (float)column.Transform(NumberAt(row, place));
            else if (categories.TryGetValue(ValueAt(row, place), out int category))
                to[(row * width) + category] = 1;
            else if (!_options.UnknownAsZeros)
                throw At(row, place, $"{Shown(ValueAt(row, place))} occurs in no row of the training part. Say UnknownAsZeros to make it all zeros, choose another Seed, or leave the column out (Ignored)");
        }
    }

    /// <summary>The class of every row.</summary>
    public int[] Labels(TableColumn target)
    {
        Dictionary<string, int> classes = Places(target);
        return [.. Enumerable.Range(0, RowCount).Select(row => classes[ValueAt(row, Target)])];
    }

    private static Dictionary<string, int> Places(TableColumn column)
        => column.Categories.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);

    private TableColumn FitNumbers(int place, int[] training, bool standardize)
    {
        double[] numbers = [.. training.Select(row => NumberAt(row, place))];
        // Of equal numbers the mean may round to another one, and the deviation is then not quite 0.
        bool same = numbers.All(number => number == numbers[0]);
        double mean = same ? numbers[0] : numbers.Average();
        double deviation = Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean)));
        return new(_header[place], [], mean, deviation, standardize);
    }

    private string[] Categories(int place, int[] rows)
    {
        string[] categories = [.. rows.Select(row => ValueAt(row, place)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return categories.Length <= MostCategories ? categories
            : throw PackedFile.Damaged(_path, $"column '{_header[place]}' has {categories.Length} categories, more than {MostCategories}: if it only tells rows apart, leave it out (Ignored).");
    }

    private bool HoldsNumbers(int place, int[] rows)
    {
        int numbers = 0, words = 0;
        foreach (int row in rows)
        {
            string text = _rows[row].Fields[place];
            if (TryNumber(text, out _))
                numbers++;
            else if (!_missing.Contains(text))
                words++;
        }

        return numbers >= words;
    }

    private string ValueAt(int row, int place)
        => _rows[row].Fields[place] is { Length: > 0 } text ? text
            : throw At(row, place, Missing);

    private double NumberAt(int row, int place)
    {
        string text = _rows[row].Fields[place];
        if (TryNumber(text, out double number))
            return number;
        throw At(row, place, _missing.Contains(text)
            ? text.Length == 0 ? Missing : $"{Shown(text)}: the number is missing. Fill it in, remove the row, leave the column out (Ignored), or say Categorical if it is a category"
            : place == Target ? $"{Shown(text)} is no finite number, but others are. Correct it, or say Classification to take all values for classes"
            : $"{Shown(text)} is no finite number, but others are. Correct it, or say Categorical to take all values for categories{(_options.DecimalPoint == '.' && text.Contains(',') ? "; for decimal commas say DecimalPoint" : "")}");
    }

    private static string Shown(string text)
        => $"'{(text.Length > 40 ? text[..40] + "…" : text).ReplaceLineEndings("\\n")}'";

    private InvalidDataException At(int row, int place, string what) => PackedFile.Damaged(_path, $"line {_rows[row].Line}, column '{_header[place]}': {what}.");

    private bool TryNumber(string text, out double number)
    {
        number = 0;
        if (_options.DecimalPoint == ',')
        {
            if (text.Contains('.'))
                return false;
            text = text.Replace(',', '.');
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && float.IsFinite((float)number);
    }

    private double Number(string text) => TryNumber(text, out double number) ? number : double.NaN;

    private int PlaceOf(string name, string option)
        => Array.IndexOf(_header, name) is int place and >= 0 ? place
            : throw new ArgumentException($"{_path} has no column '{name}' ({option}); its columns are {string.Join(", ", _header.Take(50).Select(column => $"'{column}'"))}{(_header.Length > 50 ? ", …" : "")}.", option);
}
