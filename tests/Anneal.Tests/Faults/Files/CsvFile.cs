using System.Globalization;
using Anneal.Data;

namespace Anneal.Tests.Faults.Files;

public sealed class CsvFile : DamagedFile
{
    public override string Name => "CSV";

    public override string FileName => "houses.csv";

    public override bool Sealed => false;

    public override void Write(string path)
        => File.WriteAllLines(path, ["size,zone,rooms,price", .. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{50 + (i * 7 % 90)},{(i % 3 == 0 ? "\"old, town\"" : "hill")},{1 + (i % 5)},{1000.5 + (i * 13)}"))]);

    public override string Read(string path)
    {
        CsvTable table = CsvTable.Read(path, new CsvOptions { Target = "price", Categorical = ["zone"] });
        return $"{string.Join(',', table.InputNames)}: {Content(table.Training)} {Content(table.Validation)}";
    }

    private static string Content(Dataset data)
    {
        var (input, target) = (new float[data.InputShape.FlattenedLength], new float[Math.Max(1, data.TargetShape.FlattenedLength)]);
        List<string> rows = [];
        for (int index = 0; index < data.Count; index++)
        {
            data.ReadInput(index, input);
            Assert.All(input, value => Assert.True(float.IsFinite(value)));
            if (data.Classes > 0)
                Assert.InRange(data.Label(index), 0, data.Classes - 1);
            else
                data.ReadTarget(index, target);
            Assert.True(float.IsFinite(target[0]));
            rows.Add($"{string.Join(' ', input)} {(data.Classes > 0 ? data.Label(index) : target[0])}");
        }

        return string.Join('\n', rows);
    }
}
