using System.Reflection;
using System.Runtime.CompilerServices;

namespace Anneal.Tests.Docs.Api;

/// <summary>Types as C# writes them: keywords, <c>?</c>, tuples with names.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Of(ParameterInfo parameter)
    {
        NullabilityInfo info = new NullabilityInfoContext().Create(parameter);
        return Of(parameter.ParameterType, info, info.WriteState is not NullabilityState.Unknown && parameter.Position >= 0, Names(parameter.GetCustomAttribute<TupleElementNamesAttribute>()));
    }

    public static string Of(PropertyInfo property)
        => Of(property.PropertyType, new NullabilityInfoContext().Create(property), property.GetMethod is null, Names(property.GetCustomAttribute<TupleElementNamesAttribute>()));

    public static string Of(FieldInfo field)
        => Of(field.FieldType, new NullabilityInfoContext().Create(field), false, Names(field.GetCustomAttribute<TupleElementNamesAttribute>()));

    public static string Of(EventInfo happening) => Of(happening.EventHandlerType!);

    public static string Of(Type type) => Of(type, null, false, new());

    /// <summary>The name alone, with what it is generic over: <c>Outer.Name&lt;T&gt;</c>.</summary>
    public static string Definition(Type type)
    {
        string name = type.IsNested ? $"{Definition(type.DeclaringType!)}.{type.Name.Split('`')[0]}" : type.Name.Split('`')[0];
        return type.IsGenericType && type.Name.Contains('`', StringComparison.Ordinal) ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>" : name;
    }

    private static Queue<string?> Names(TupleElementNamesAttribute? names) => new(names?.TransformNames ?? []);

    private static string Of(Type type, NullabilityInfo? info, bool written, Queue<string?> names)
    {
        string mark = info is not null && !type.IsValueType && (written ? info.WriteState : info.ReadState) == NullabilityState.Nullable ? "?" : "";
        if (type.IsByRef)
            return Of(type.GetElementType()!, info, written, names);
        if (type.IsPointer)
            return Of(type.GetElementType()!) + "*";
        if (type.IsArray)
            return $"{Of(type.GetElementType()!, info?.ElementType, written, names)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Of(inner, null, written, names) + "?";
        if (_keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (!type.IsGenericType)
            return (type.IsNested && !type.IsGenericParameter ? $"{Of(type.DeclaringType!)}.{type.Name}" : type.Name) + mark;
        Type[] arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            // The names of a tuple come before those of the tuples in it.
            string?[] own = [.. arguments.Select(_ => names.TryDequeue(out string? name) ? name : null)];
            return $"({string.Join(", ", arguments.Select((argument, i) => $"{Of(argument, Argument(info, i), written, names)} {own[i]}".TrimEnd()))})";
        }

        string prefix = type.IsNested ? Definition(type.DeclaringType!) + "." : "";
        return $"{prefix}{type.Name.Split('`')[0]}<{string.Join(", ", arguments.Select((argument, i) => Of(argument, Argument(info, i), written, names)))}>{mark}";
    }

    private static NullabilityInfo? Argument(NullabilityInfo? info, int place) => info is not null && place < info.GenericTypeArguments.Length ? info.GenericTypeArguments[place] : null;
}
