using System.Text;
using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Tables become numbers as their columns say, fitted to the training part alone.</summary>
public sealed class CsvTableTests : IDisposable
{
    private static readonly CsvOptions _price = new() { Target = "price", Standardize = false, ValidationShare = 0.5 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData("\t")]
    public void The_separator_is_the_one_the_header_has_most_of(string separator)
    {
        CsvTable table = Read("size,\"a;b,c\td\",price\n1,2,3\n4,5,6\n".Replace("\",", "\"" + separator).Replace("size,", "size" + separator).Replace("1,2,3", $"1{separator}2{separator}3").Replace("4,5,6", $"4{separator}5{separator}6"), _price);
        Assert.Equal(["size", "a;b,c\td"], table.InputNames);
        Assert.Equal(["1 2 > 3", "4 5 > 6"], All(table));
    }

    [Theory]
    [InlineData("size,price\n1,3\n4,6\n")]
    [InlineData("\uFEFFsize,price\r\n1,3\r\n4,6")]
    [InlineData("\"size\" , price\r1, \"3\"\r\r4,6\r\r\r")]
    [InlineData("\n  \nsize,price\n\n1,3\n  \n4,6\n\n")]
    [InlineData("size,price\n1e0,+3\n4.0,6.")]
    public void Line_breaks_byte_order_marks_spaces_and_empty_lines_do_not_matter(string text)
    {
        Assert.Equal(["1 > 3", "4 > 6"], All(Read(text, _price)));
        string path = _folder.Write("t.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text.TrimStart('\uFEFF'))]);
        Assert.Equal(["1 > 3", "4 > 6"], All(CsvTable.Read(path, _price)));
        Assert.Equal(["1 > 3", "4 > 6"], All(CsvTable.Read(_folder.Write("t.csv.gz", Samples.Packed(Encoding.UTF8.GetBytes(text))), _price)));
    }

    [Fact]
    public void Fields_in_quotes_hold_separators_line_breaks_and_quotes()
    {
        CsvTable table = Read("name,price\n\"a,b\",1\n\"say \"\"no\"\"\",2\n\"two\r\nlines\",3\n\"\"\"\",4\n", _price with { UnknownAsZeros = true, ValidationShare = 0.25 });
        string[] names = ["a,b", "say \"no\"", "two\r\nlines", "\""];
        Assert.Empty(table.Columns[0].Categories.Except(names));
        Assert.Equal(3, table.Columns[0].Categories.Count);
    }

    [Fact]
    public void Columns_of_words_become_an_input_for_each_category_of_the_training_part()
    {
        CsvTable table = Read("colour,size,price\nred,1,1\nblue,2,2\nred,3,3\nblue,4,4\nred,5,5\nblue,6,6\nred,7,7\nblue,8,8\n", _price with { Seed = 2 });
        Assert.Equal(["colour=blue", "colour=red", "size"], table.InputNames);
        Assert.Equal([.. Enumerable.Range(1, 8).Select(i => $"{1 - (i % 2)} {i % 2} {i} > {i}")], All(table));
        TableColumn colour = table.Columns[0], size = table.Columns[1];
        Assert.Equal("True 2 False 1", $"{colour.IsCategorical} {colour.Width} {size.IsCategorical} {size.Width}");
        Assert.Equal(["size=1", "size=2"], Read("size,price\n1,3\n2,6\n1,3\n2,6\n1,1\n2,2\n", _price with { Categorical = ["size"], ValidationShare = 0.2 }).InputNames);
    }

    [Fact]
    public void Targets_of_words_are_classes_and_numbers_are_when_the_options_say_so()
    {
        CsvTable words = Read("x,y\n1,no\n2,yes\n3,no\n", new() { Target = "y", Standardize = false, ValidationShare = 0.4 });
        Assert.Equal(["1 > no", "2 > yes", "3 > no"], All(words));
        Assert.Equal(["no", "yes"], words.Validation.ClassNames);
        CsvTable numbers = Read("x,y\n1,10\n2,9\n3,10\n4,2\n", new() { Target = "y", Standardize = false, Classification = true });
        Assert.Equal(["2", "9", "10"], numbers.Target.Categories);
        Assert.Equal(["1 > 10", "2 > 9", "3 > 10", "4 > 2"], All(numbers));
        Assert.Contains("Classification", Refused("x,y\n1,10\n2,a\n3,10\n4,2\n", new() { Target = "y" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Standardising_is_fitted_to_the_training_part_and_reported()
    {
        string text = "x,same,price\n" + string.Concat(Enumerable.Range(0, 50).Select(i => FormattableString.Invariant($"{(i * i % 17) + 0.25},0.1,{i}\n")));
        CsvTable table = Read(text, new() { Target = "price", StandardizeTarget = true, Seed = 4 });
        CsvTable plain = Read(text, new() { Target = "price", Standardize = false, Seed = 4 });
        double[] x = [.. Inputs(plain.Training).Select(input => (double)input[0])];
        double mean = x.Sum() / x.Length, deviation = Math.Sqrt(x.Sum(value => (value - mean) * (value - mean)) / x.Length);
        Agree.Within(1e-12, mean, table.Columns[0].Mean);
        Agree.Within(1e-12, deviation, table.Columns[0].Deviation);
        Assert.Equal((0.1, 0.0), (table.Columns[1].Mean, table.Columns[1].Deviation));
        Assert.All(Inputs(plain.Validation).Zip(Inputs(table.Validation)), pair =>
        {
            Assert.Equal((float)((pair.First[0] - mean) / deviation), pair.Second[0], 1e-6f);
            Assert.Equal(0, pair.Second[1]);
        });
        Assert.True(table.Target.IsStandardized && !plain.Target.IsStandardized);
        Agree.Within(1e-12, 7, table.Target.Restore(table.Target.Transform(7)));
        Assert.Equal(7, plain.Target.Restore(plain.Target.Transform(7)));
        float[] target = new float[1];
        table.Training.ReadTarget(0, target);
        float[] original = new float[1];
        plain.Training.ReadTarget(0, original);
        Agree.Within(1e-5, original[0] + 100, table.Target.Restore(target[0]) + 100);
    }

    [Fact]
    public void The_split_depends_on_the_seed_alone()
    {
        string text = "x,price\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i}\n"));
        CsvTable table = Read(text, _price with { ValidationShare = 0.3 });
        Assert.Equal((70, 30), (table.Training.Count, table.Validation.Count));
        Assert.Equal(Inputs(table.Validation), Inputs(Read(text, _price with { ValidationShare = 0.3 }).Validation));
        Assert.NotEqual(Inputs(table.Validation), Inputs(Read(text, _price with { ValidationShare = 0.3, Seed = 1 }).Validation));
    }

    [Fact]
    public void Decimal_commas_are_numbers_where_the_options_say_so()
    {
        Assert.Equal(["1.5 > 2.25", "2 > 3"], All(Read("x;price\n1,5;2,25\n2;3\n", _price with { DecimalPoint = ',' })));
        Assert.Contains("DecimalPoint", Refused("x;price\n1,5;2\n2;3\n4;5\n6;7\n", _price), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,price\n1,2\n,3\n4,5\n", "line 3, column 'x': the value is missing. Fill it in")]
    [InlineData("x,price\n1,2\nNA,3\n4,5\nNA,1\nNA,2\n", "column 'x': 'NA': the number is missing")]
    [InlineData("x,price\n1,2\n2,3\n4,oops\n", "line 4, column 'price': 'oops' is no finite number, but others are")]
    [InlineData("x,price\n1,2\n\"2\n2\",3\n7,1\n6,1\n5,1\n4,1\n", "line 3, column 'x': '2\\n2' is no finite number")]
    [InlineData("x,price\n1,2\n1e99,3\n4,5\n7,8\n", "line 3, column 'x': '1e99' is no finite number")]
    [InlineData("x,price\n1,2\nNaN,3\n4,5\n7,8\n", "line 3, column 'x': 'NaN': the number is missing")]
    [InlineData("x,price\na,2\n\"\",3\nb,5\n", "line 3, column 'x': the value is missing")]
    [InlineData("x,price\na,2\nb,3\nc,4\nd,5\ne,6\n", "occurs in no row of the training part. Say UnknownAsZeros")]
    [InlineData("x,price\n1,2\n3,4,5\n", "line 3 has 3 fields, but the header has 2")]
    [InlineData("x,price\n1,2\n\n3\n", "line 4 has 1 fields")]
    [InlineData("x,x,price\n1,2,3\n", "two columns are called 'x'")]
    [InlineData("x,,price\n1,2,3\n", "column 2 of the header has no name")]
    [InlineData("x,price\n1,\"2\n3,4\n", "the quote that begins in line 2 has no end")]
    [InlineData("x,price\n1,2\"2\n3,4\n", "line 2 has a quote inside of a field")]
    [InlineData("x,price\n1,\"2\"2\n3,4\n", "line 2 goes on behind a quote")]
    [InlineData("x,price\n", "0 rows")]
    [InlineData("x,price\n1,2\n", "1 rows leaves nothing")]
    [InlineData("", "the file is empty")]
    public void Damage_is_said_with_line_column_and_remedy(string text, string said)
        => Assert.Contains(said, Refused(text, _price), StringComparison.Ordinal);

    [Fact]
    public void A_category_the_training_part_does_not_have_may_be_all_zeros()
    {
        CsvTable table = Read("x,price\na,2\nb,3\nc,4\nd,5\ne,6\n", _price with { UnknownAsZeros = true, ValidationShare = 0.2 });
        Assert.Equal(4, table.Columns[0].Width);
        Assert.All(Inputs(table.Validation)[0], value => Assert.Equal(0, value));
        Assert.All(Inputs(table.Training), input => Assert.Equal(1, input.Sum()));
    }

    [Fact]
    public void Text_that_is_not_utf_8_and_too_many_categories_are_refused()
    {
        string path = _folder.Write("t.csv", [.. Encoding.UTF8.GetBytes("x,price\n"), 0xE4, .. Encoding.UTF8.GetBytes(",1\n2,3\n")]);
        Assert.Contains("not UTF-8 (E4 at byte 8)", Assert.Throws<InvalidDataException>(() => CsvTable.Read(path, _price)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1000", Refused("x,price\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"id{i},1\n")), _price), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_do_not_fit_the_table_are_refused_with_its_columns()
    {
        const string text = "x,price\n1,2\n3,4\n";
        Assert.Contains("no column 'prize' (Target); its columns are 'x', 'price'", Agree.Refused(() => Read(text, new() { Target = "prize" })), StringComparison.Ordinal);
        Agree.Refused(() => Read(text, _price with { Ignored = ["y"] }));
        Agree.Refused(() => Read(text, _price with { Categorical = ["y"] }));
        Assert.Contains("no column is left", Agree.Refused(() => Read(text, _price with { Ignored = ["x"] })), StringComparison.Ordinal);
        Agree.Refused(() => Read(text, _price with { ValidationShare = 1 }));
        Agree.Refused(() => Read(text, _price with { ValidationShare = double.NaN }));
        Agree.Refused(() => Read(text, _price with { Separator = '"' }));
        Agree.Refused(() => Read(text, _price with { DecimalPoint = '_' }));
        Agree.Refused(() => Read(text, _price with { DecimalPoint = ',', Separator = ',' }));
        Assert.Throws<FileNotFoundException>(() => CsvTable.Read(Path.Combine(_folder.Path, "none.csv"), _price));
    }

    [Fact]
    public void Whatever_happens_to_a_file_it_is_refused_or_becomes_whole_rows()
    {
        byte[] text = Encoding.UTF8.GetBytes("size,\"colour\",price\n" + string.Concat(Enumerable.Range(0, 12).Select(i => $"{i},\"{(i % 2 == 0 ? "red" : "blü")}\",{i * 2}\n")));
        RandomNumbers random = new(8);
        int read = 0;
        for (int turn = 0; turn < 500; turn++)
        {
            string path = _folder.Write("t.csv", Samples.Mutated(text, ref random));
            try
            {
                CsvTable table = CsvTable.Read(path, new() { Target = "price", UnknownAsZeros = turn % 2 == 0 });
                Assert.All(Inputs(table.Training).Concat(Inputs(table.Validation)), input => Assert.True(input.Length == table.InputNames.Count && input.All(float.IsFinite)));
                read++;
            }
            catch (InvalidDataException exception)
            {
                Assert.StartsWith(path, exception.Message, StringComparison.Ordinal);
            }
            catch (ArgumentException exception)
            {
                Assert.Contains("column", exception.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(read, 25, 450);
    }

    private CsvTable Read(string text, CsvOptions options) => CsvTable.Read(_folder.Write("t.csv", text), options);

    private string Refused(string text, CsvOptions options) => Assert.Throws<InvalidDataException>(() => Read(text, options)).Message;

    private static float[][] Inputs(Dataset data)
        => [.. Enumerable.Range(0, data.Count).Select(i =>
        {
            var input = new float[data.InputShape.FlattenedLength];
            data.ReadInput(i, input);
            return input;
        })];

    // All rows of both parts in order of their first numbers.
    private static string[] All(CsvTable table)
        => [.. new[] { table.Training, table.Validation }
            .SelectMany(data => Inputs(data).Select((input, i) => (input, target: data.Classes > 0 ? data.ClassNames[data.Label(i)] : Value(data, i))))
            .OrderBy(row => row.input[^1]).ThenBy(row => row.input[0])
            .Select(row => FormattableString.Invariant($"{string.Join(' ', row.input.Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture)))} > {row.target}"))];

    private static string Value(Dataset data, int index)
    {
        var target = new float[1];
        data.ReadTarget(index, target);
        return target[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
