using System.Reflection;
using System.Text;

namespace Anneal.Schedules.Text;

/// <summary>Writes a form as the C# expression that builds the same schedule.</summary>
internal static class CSharpWriter
{
    public static string Write(Node node)
    {
        StringBuilder text = new();
        Write(text, node, null, 0);
        return text.ToString();
    }

    // Levels of binding: 1 sum and difference, 2 product, 3 member access.
    private static void Write(StringBuilder text, Node node, Type? type, int level)
    {
        switch (node)
        {
            case Number number:
                text.Append(ScheduleWriter.Write(number.Value));
                break;
            case Word word:
                text.Append(type is { IsEnum: true } ? $"{type.Name}.{Enum.GetNames(type).First(name => Names.Same(name, word.Text))}" : word.Text);
                break;
            case Quoted quoted:
                text.Append(ScheduleWriter.Quote(quoted.Text));
                break;
            case NodeList list:
                text.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i == 0 ? "" : ", ");
                    Write(text, list.Items[i], null, 0);
                }

                text.Append(']');
                break;
            case Call { Name: "then" } call:
                Write(text, call.Arguments[0].Value, null, 3);
                foreach (Argument argument in call.Arguments.Skip(1))
                {
                    text.Append(".Then(");
                    Write(text, argument.Value, null, 0);
                    text.Append(')');
                }

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
        int own = call.Name == "*" ? 2 : 1;
        if (level > own)
            text.Append('(');
        // A number beside a schedule becomes one by itself; of two numbers in front C# would make a third.
        bool bare = !IsConstant(call.Arguments[1].Value);
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            text.Append(i == 0 ? "" : $" {call.Name} ");
            Node operand = call.Arguments[i].Value;
            Write(text, (bare || i > 0) && IsConstant(operand) ? ((Call)operand).Arguments[0].Value : operand, null, i == 0 ? own : own + 1);
        }

        if (level > own)
            text.Append(')');
    }

    private static void WriteCall(StringBuilder text, Call call)
    {
        CatalogueEntry entry = (call.Dialect is null ? Catalogue.Schedules : Catalogue.Dialects)
            .First(candidate => candidate.Dialect == call.Dialect && Names.Same(candidate.Name, call.Name) && (candidate.Method.IsStatic == call.Receiver is null));
        if (call.Receiver is null)
            text.Append(entry.Method.DeclaringType!.Name);
        else
            Write(text, call.Receiver, null, 3);
        text.Append('.').Append(entry.Method.Name).Append('(');
        ParameterInfo[] parameters = entry.Method.GetParameters();
        bool bare = true;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Argument argument = call.Arguments[i];
            ParameterInfo parameter = argument.Name is null ? parameters[i] : parameters.First(candidate => Names.Same(candidate.Name!, argument.Name));
            bare = bare && parameter.Position == i && (argument.Name is null || ScheduleWriter.IsSelfEvident(parameter.Name!));
            text.Append(i == 0 ? "" : ", ").Append(bare ? "" : $"{parameter.Name}: ");
            bool function = parameter.ParameterType == typeof(Func<double, double>);
            Write(text, function ? new Word("f") : argument.Value, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType, 0);
        }

        text.Append(')');
    }

    private static bool IsConstant(Node node) => node is Call { Name: "constant", Dialect: null };
}
