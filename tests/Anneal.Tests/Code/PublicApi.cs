using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Anneal.Tests.Code;

/// <summary>The public surface of an assembly as sorted text: parameter names and defaults are part of it, because people write them.</summary>
internal static class PublicApi
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    public static string Print(Assembly assembly)
        => string.Join("\n", assembly.GetExportedTypes()
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => string.Join("\n    ", Members(type).Order(StringComparer.Ordinal).Prepend(Head(type))) + "\n"));

    private static string Head(Type type)
    {
        string kind = type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed && !type.IsValueType ? "sealed " : "")
                + (type.GetMethod("PrintMembers", All) is null ? "" : "record ") + (type.IsValueType ? "struct" : "class");
        IEnumerable<string> bases = type.GetInterfaces().Select(face => Name(face)).Order(StringComparer.Ordinal);
        if (type.BaseType is { } inherited && inherited != typeof(object) && inherited != typeof(ValueType) && inherited != typeof(Enum))
            bases = bases.Prepend(Name(inherited));
        string tail = type.IsEnum ? "" : string.Join(", ", bases);
        return $"{kind} {type.Namespace}.{Name(type)}{(tail.Length > 0 ? " : " + tail : "")}";
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
        return type.GetConstructors(All).Where(IsSeen).Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetFields(All).Where(field => field.IsPublic || field.IsFamily).Select(field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}"))
            .Concat(type.GetProperties(All).Where(property => property.GetAccessors(true).Any(IsSeen)).Select(Property))
            .Concat(type.GetEvents(All).Where(member => IsSeen(member.AddMethod!)).Select(member => $"event {Name(member.EventHandlerType!)} {member.Name}"))
            .Concat(type.GetMethods(All).Where(method => IsSeen(method) && IsWritten(method)).Select(Method));
    }

    // What the compiler adds to a record is not written by anybody, and accessors are printed as properties.
    private static bool IsWritten(MethodInfo method)
        => !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Property(PropertyInfo property)
    {
        MethodInfo? set = property.SetMethod is { } setter && IsSeen(setter) ? setter : null;
        bool init = set?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ?? false;
        string type = Name(property.PropertyType) + Mark(new NullabilityInfoContext().Create(property).ReadState, property.PropertyType);
        return $"{Modifiers(property.GetAccessors(true)[0])}{type} {property.Name} {{ {(property.CanRead ? "get; " : "")}{(set is null ? "" : init ? "init; " : "set; ")}}}";
    }

    private static string Method(MethodInfo method)
    {
        string generic = method.IsGenericMethodDefinition ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        string type = Name(method.ReturnType) + Mark(new NullabilityInfoContext().Create(method.ReturnParameter).ReadState, method.ReturnType);
        return $"{Modifiers(method)}{type} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Modifiers(MethodInfo method)
        => (method.IsFamily ? "protected " : "") + (method.IsStatic ? "static " : method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? method.GetBaseDefinition() == method ? "virtual " : "override " : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.ParameterType.IsByRef ? "ref " : "")
        + Name(parameter.ParameterType) + Mark(new NullabilityInfoContext().Create(parameter).WriteState, parameter.ParameterType)
        + $" {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : "")}"));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        string text => $"\"{text}\"",
        object number when parameter.ParameterType.IsEnum => $"{Enum.ToObject(parameter.ParameterType, number)}",
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Mark(NullabilityState state, Type type) => state is NullabilityState.Nullable && !type.IsValueType ? "?" : "";

    private static string Name(Type type)
    {
        if (type.IsByRef || type.IsArray)
            return Name(type.GetElementType()!) + (type.IsArray ? $"[{new string(',', type.GetArrayRank() - 1)}]" : "");
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Name(inner) + "?";
        string name = _keywords.GetValueOrDefault(type, type.Name.Split('`')[0]);
        if (type.IsNested && !type.IsGenericParameter)
            name = $"{Name(type.DeclaringType!)}.{name}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
