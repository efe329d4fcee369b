using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Dialects;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>PaddleOCR's <c>lr</c> section as a schedule.</summary>
internal static class PaddleOcrCurve
{
    private const int NominalSteps = 1_000_000;

    /// <summary>The text of the curve, which fits itself to the updates of an epoch; null where the section cannot be used, which is reported.</summary>
    public static LocatedText? Text(Mapping lr, int epochs, Faults faults)
    {
        try
        {
            _ = PaddleOcr.FromConfig(lr.Pairs.ToDictionary(pair => pair.Key.Text, pair => Plain(pair.Value)), epochs, NominalSteps);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            string message = exception is ArgumentException { ParamName: string parameter } ? exception.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal) : exception.Message;
            // The message names the key in quotation marks.
            Place place = lr.Pairs.Where(pair => message.Contains($"'{pair.Key.Text}'", StringComparison.Ordinal)).Select(pair => pair.Key.Place).FirstOrDefault(lr.Place);
            faults.Add(place, $"lr: {message.Split('\n')[0]}");
            return null;
        }

        if (lr["name"] is not Scalar name)
            return LocatedText.Of((Scalar)lr["learning_rate"]!);
        CatalogueEntry entry = Catalogue.Dialects.First(candidate => candidate.Dialect == "paddleocr" && Same(candidate.Name, name.Text));
        Mapping arguments = lr;
        if (entry.Parameters.Contains("epochs"))
            arguments = arguments.With(new(name.Place, "epochs", false), new Scalar(name.Place, FormattableString.Invariant($"{epochs}"), false));
        if (entry.Parameters.Contains("step_each_epoch"))
            arguments = arguments.With(new(name.Place, "step_each_epoch", false), new Scalar(name.Place, "1ep", false));
        return new Composer(faults).Call(arguments, name with { Text = $"paddleocr:{entry.Name}" }, "name");
    }

    /// <summary>Our own schedule for the same intention; null where there is none that is one and the same.</summary>
    public static string? Ours(Mapping lr)
    {
        string? Of(string key) => lr[key] is Scalar scalar && Reading.TryNumber(scalar.Text) is double value ? Peers.Number(value) : null;
        string name = (lr["name"] as Scalar)?.Text ?? "";
        string warm = Of("warmup_epoch") is string epochs && epochs != "0" ? $".warmedUp({epochs}ep)" : "";
        string? rate = Of("learning_rate");
        return name switch
        {
            "Cosine" => $"cosine({rate}, 0, over: rest){warm}",
            "Linear" => $"polynomial({rate}, {Of("end_lr") ?? "0"}, over: rest, power: {Of("power") ?? "1"}){warm}",
            "Const" => $"constant({rate}){warm}",
            "Step" => $"step({rate}, factor: {Of("gamma") ?? "0.1"}, every: {Of("step_size")}ep){warm}",
            "OneCycle" => $"oneCycle({Of("max_lr")}, over: rest)",
            _ => null,
        };
    }

    private static object? Plain(Entry entry) => entry switch
    {
        Scalar { IsNull: true } => null,
        Scalar { Quoted: false, Text: "true" or "false" } scalar => scalar.Text == "true",
        Scalar scalar => scalar.Text,
        Sequence list => list.Items.Select(Plain).ToList(),
        _ => throw new ArgumentException($"a value of the lr section is a number, a word or a list, not {entry.Shown}."),
    };

    private static bool Same(string left, string right) => string.Equals(left.Replace("_", "", StringComparison.Ordinal), right.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
}
