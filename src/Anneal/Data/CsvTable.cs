using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>A table from a file, split by lot into rows to train with and rows to validate with; what is fitted, is fitted to the training part alone.</summary>
/// <remarks>
/// A column of numbers is one input; a column of categories one input of 0 or 1 for each category of the training part, in ordinal order. A column holds categories when fewer than half of the values of the training part are numbers, or when the options say so:
/// a few words among numbers are taken for mistakes, not for categories. Classes of a target are those of the whole table, in the order of their numbers where all are numbers, else in ordinal order.
/// </remarks>
public sealed class CsvTable
{
    private CsvTable(Dataset training, Dataset validation, IReadOnlyList<TableColumn> columns, TableColumn target)
    {
        (Training, Validation, Columns, Target) = (training, validation, columns, target);
    }

    /// <summary>The rows to train with, in the order of the file.</summary>
    public Dataset Training { get; }

    /// <summary>The rows to validate with, in the order of the file.</summary>
    public Dataset Validation { get; }

    /// <summary>The columns that became inputs, in the order of the file.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The column to be predicted.</summary>
    public TableColumn Target { get; }

    /// <summary>What every input is: a column, or a category of one as <c>colour=red</c>.</summary>
    public IReadOnlyList<string> InputNames
        => [.. Columns.SelectMany(column => column.IsCategorical ? column.Categories.Select(category => $"{column.Name}={category}") : [column.Name])];

    /// <summary>Reads a table with a header: UTF-8 or UTF-16, fields in quotes as RFC 4180 has them, packed by gzip or not.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is to be predicted, and everything else.</param>
    /// <exception cref="InvalidDataException">The table is damaged, or a value is missing, no number where numbers belong, or a category that the training part does not have; the message says where and what to do.</exception>
    /// <exception cref="ArgumentException">The options name a column that is not there, or leave nothing.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static CsvTable Read(string path, CsvOptions options)
    {
        CsvColumns table = CsvColumns.Read(path, options);
        int rows = table.RowCount, kept = (int)Math.Round(options.ValidationShare * rows);
        if (!(options.ValidationShare is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.ValidationShare, "ValidationShare is a share of the rows, above 0 and below 1.");
        if (kept < 1 || kept >= rows)
            throw PackedFile.Damaged(path, FormattableString.Invariant($"a share of {options.ValidationShare} of {rows} rows leaves nothing to validate or nothing to train with: add rows, or change ValidationShare."));
        (int[] validation, int[] training) = ShuffledOrder.Split(rows, kept, options.Seed);

        TableColumn[] columns = [.. table.Inputs.Select(place => table.Fit(place, training))];
        TableColumn target = table.FitTarget(training);
        int width = columns.Sum(column => column.Width);
        if ((long)width * rows > Array.MaxLength)
            throw PackedFile.Damaged(path, $"{rows} rows of {width} inputs do not fit into memory: leave out columns with many categories (Ignored).");
        var inputs = new float[rows * width];
        int offset = 0;
        for (int i = 0; i < columns.Length; offset += columns[i++].Width)
            table.Fill(table.Inputs[i], columns[i], inputs.AsSpan(offset), width);
        Dataset all = Examples(table, inputs, [width], target);
        return new(all.Pick(training), all.Pick(validation), columns, target);
    }

    private static ArrayDataset Examples(CsvColumns table, float[] inputs, Shape shape, TableColumn target)
    {
        if (target.IsCategorical)
            return new(inputs, shape, table.Labels(target), target.Categories.Count) { Names = target.Categories };
        var targets = new float[table.RowCount];
        table.Fill(table.Target, target, targets, 1);
        return new(inputs, shape, targets, [1]);
    }
}
