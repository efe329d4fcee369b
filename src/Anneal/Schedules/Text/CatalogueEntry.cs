using System.Reflection;

namespace Anneal.Schedules.Text;

/// <summary>A schedule, combinator or peer's scheduler that the text form knows: found by reflection, never registered.</summary>
public sealed class CatalogueEntry
{
    private readonly bool _snakeCase;

    internal CatalogueEntry(MethodInfo method, DialectAttribute? dialect)
    {
        CatalogueAttribute? catalogue = method.GetCustomAttribute<CatalogueAttribute>();
        Method = method;
        Dialect = dialect?.Name;
        Library = dialect?.Library;
        Name = dialect is not null ? method.Name : method.Name switch
        {
            "op_Multiply" => "*",
            "op_Addition" => "+",
            "op_Subtraction" => "-",
            string name => Names.Camel(name),
        };
        Formula = catalogue?.Formula ?? "";
        Example = catalogue?.Example ?? "";
        _snakeCase = dialect?.SnakeCase ?? false;
        Parameters = [.. method.GetParameters().Select(NameOf)];
    }

    /// <summary>The name in the text form: <c>cosine</c>, <c>repeat</c>, <c>then</c>, <c>*</c>, or the peer's own name.</summary>
    public string Name { get; }

    /// <summary>The prefix of a peer's scheduler; null for ours.</summary>
    public string? Dialect { get; }

    /// <summary>The peer's full name; null for ours.</summary>
    public string? Library { get; }

    /// <summary>The value in one line.</summary>
    public string Formula { get; }

    /// <summary>A text form that shows the entry; empty when there is none.</summary>
    public string Example { get; }

    /// <summary>The names of the arguments in order.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Whether it works on schedules (a method or an operator) instead of starting one.</summary>
    public bool IsCombinator => !Method.IsStatic || Method.IsSpecialName;

    internal MethodInfo Method { get; }

    /// <summary>The arguments with their types and defaults, as an error shows them.</summary>
    public string Signature
        => $"{Name}({string.Join(", ", Method.GetParameters().Select(Describe))})";

    /// <summary>An argument's name as its library writes it.</summary>
    internal string NameOf(ParameterInfo parameter) => _snakeCase ? Names.Snake(parameter.Name!) : parameter.Name!;

    private string Describe(ParameterInfo parameter)
        => !parameter.HasDefaultValue ? NameOf(parameter)
            : $"{NameOf(parameter)}: {ScheduleWriter.Write(Node.Of(Default(parameter)))}";

    // Reflection hands out the default of an enum as its number.
    internal static object? Default(ParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return type.IsEnum && parameter.DefaultValue is not null
            ? Enum.ToObject(type, parameter.DefaultValue)
            : parameter.DefaultValue;
    }
}
