using System.Globalization;
using System.Text;

namespace Anneal.Schedules.Text;

/// <summary>Writes a form as text that the parser reads back to an equal schedule.</summary>
internal static class ScheduleWriter
{
    private static readonly string[] _selfEvident = ["from", "to", "value", "values", "peak", "low", "high", "modelSize", "function", "times", "floor", "ceiling", "steps", "stepsPerEpoch", "lr"];

    /// <summary>Whether an argument in its usual place needs no name to be understood.</summary>
    public static bool IsSelfEvident(string name) => _selfEvident.Contains(name);

    public static string Write(Node node)
    {
        StringBuilder text = new();
        Write(text, node, 0);
        return text.ToString();
    }

    public static string Write(double number)
        => Math.Abs(number) < 1e15 && number == Math.Floor(number)
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    public static string Quote(string text) => $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    // Levels of binding: 1 then, 2 sum and difference, 3 product, 4 method.
    private static void Write(StringBuilder text, Node node, int level)
    {
        switch (node)
        {
            case Number number:
                text.Append(Write(number.Value)).Append(number.Unit);
                break;
            case Word word:
                text.Append(word.Text);
                break;
            case Quoted quoted:
                text.Append(Quote(quoted.Text));
                break;
            case NodeList list:
                text.Append('[');
                Join(text, list.Items, ", ", 0);
                text.Append(']');
                break;
            case Call { IsOperator: true } call:
                WriteOperator(text, call, level);
                break;
            case Call call:
                WriteCall(text, call);
                break;
        }
    }

    private static void WriteOperator(StringBuilder text, Call call, int level)
    {
        int own = call.Name switch { "then" => 1, "*" => 3, _ => 2 };
        bool brackets = level >= own;
        if (brackets)
            text.Append('(');
        // The first operand may bind as this operator does: chains group to the left.
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            if (i > 0)
                text.Append(' ').Append(call.Name).Append(' ');
            if (call.Name != "then" && call.Arguments[i].Value is Call { Name: "constant" } constant)
                Write(text, constant.Arguments[0].Value, own);
            else
                Write(text, call.Arguments[i].Value, i == 0 && call.Name != "then" ? own - 1 : own);
        }

        if (brackets)
            text.Append(')');
    }

    private static void WriteCall(StringBuilder text, Call call)
    {
        if (call.Receiver is not null)
        {
            Write(text, call.Receiver, 4);
            text.Append('.');
        }

        if (call.Dialect is not null)
            text.Append(call.Dialect).Append(':');
        text.Append(call.Name).Append('(');
        bool bare = call.Dialect is null;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Argument argument = call.Arguments[i];
            bare = bare && argument.Name is not null && IsSelfEvident(argument.Name);
            if (i > 0)
                text.Append(", ");
            if (!bare && argument.Name is not null)
                text.Append(argument.Name).Append(": ");
            Write(text, argument.Value, 0);
        }

        text.Append(')');
    }

    private static void Join(StringBuilder text, IReadOnlyList<Node> items, string separator, int level)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(separator);
            Write(text, items[i], level);
        }
    }
}
