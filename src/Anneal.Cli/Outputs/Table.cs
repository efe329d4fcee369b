using System.Globalization;

namespace Anneal.Cli.Outputs;

/// <summary>Curves as numbers for other programs: every step, every digit.</summary>
internal static class Table
{
    /// <summary>Comma-separated: a heading, then one line per step; a step without a value is an empty field.</summary>
    public static void WriteCsv(TextWriter output, long steps, IReadOnlyList<Curve> curves)
    {
        output.Write("step");
        foreach (Curve curve in curves)
        {
            output.Write(',');
            output.Write(Field(curve.Label));
        }

        output.Write('\n');
        Span<char> number = stackalloc char[32];
        for (long step = 0; step < steps; step++)
        {
            step.TryFormat(number, out int length, provider: CultureInfo.InvariantCulture);
            output.Write(number[..length]);
            foreach (Curve curve in curves)
            {
                output.Write(',');
                WriteNumber(output, curve.At(step), number, "");
            }

            output.Write('\n');
        }
    }

    /// <summary>One object: the number of steps and, per schedule, its label, text and values, which are null where there is none.</summary>
    public static void WriteJson(TextWriter output, long steps, IReadOnlyList<Curve> rates, IReadOnlyList<Curve> momenta)
    {
        output.Write($"{{\"steps\":{steps},\"series\":[");
        for (int i = 0; i < rates.Count; i++)
        {
            output.Write(i == 0 ? "\n" : ",\n");
            output.Write($" {{\"label\":{Json.Text(rates[i].Label)},\"schedule\":{Json.Text(rates[i].Schedule.ToString())},\"values\":");
            WriteValues(output, steps, rates[i]);
            if (momenta.Count > 0)
            {
                output.Write(",\"momentum\":");
                WriteValues(output, steps, momenta[i]);
            }

            output.Write('}');
        }

        output.Write("\n]}\n");
    }

    private static void WriteValues(TextWriter output, long steps, Curve curve)
    {
        Span<char> number = stackalloc char[32];
        output.Write('[');
        for (long step = 0; step < steps; step++)
        {
            if (step > 0)
                output.Write(',');
            WriteNumber(output, curve.At(step), number, "null");
        }

        output.Write(']');
    }

    private static void WriteNumber(TextWriter output, double value, Span<char> buffer, string none)
    {
        if (!double.IsFinite(value))
        {
            output.Write(none);
            return;
        }

        value.TryFormat(buffer, out int length, "R", CultureInfo.InvariantCulture);
        output.Write(buffer[..length]);
    }

    /// <summary>A text as a field: in quotes where it must be.</summary>
    public static string Field(string text)
        => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
