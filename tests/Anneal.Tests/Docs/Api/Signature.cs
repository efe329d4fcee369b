using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Anneal.Tests.Docs.Api;

/// <summary>Declarations as C# writes them, without bodies.</summary>
internal static class Signature
{
    private static readonly Dictionary<string, string> _operators = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_UnaryNegation"] = "-",
        ["op_UnaryPlus"] = "+",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_LessThan"] = "<",
        ["op_GreaterThan"] = ">",
        ["op_LessThanOrEqual"] = "<=",
        ["op_GreaterThanOrEqual"] = ">=",
    };

    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)}{TypeName.Definition(constructor.DeclaringType!).Split('<')[0].Split('.')[^1]}({Parameters(constructor.GetParameters())})",
        PropertyInfo property => Property(property),
        MethodInfo method => Method(method),
        EventInfo happening => $"event {TypeName.Of(happening)} {happening.Name}",
        FieldInfo field => $"{(field.IsFamily ? "protected " : "")}{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{TypeName.Of(field)} {field.Name}{(field.IsLiteral ? $" = {Constant(field.GetRawConstantValue(), field.FieldType)}" : "")}",
        _ => throw new ArgumentException($"{member} is not declared in C#.", nameof(member)),
    };

    /// <summary>The first line of a type's declaration.</summary>
    public static string OfType(Type type)
    {
        string name = TypeName.Definition(type);
        if (type.IsSubclassOf(typeof(Delegate)))
            return $"public delegate {TypeName.Of(type.GetMethod("Invoke")!.ReturnParameter)} {name}({Parameters(type.GetMethod("Invoke")!.GetParameters())})";
        string kind = type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType
            ? (type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "") + (type.IsByRefLike ? "ref " : "") + (IsRecord(type) ? "record struct" : "struct")
            : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "") + (IsRecord(type) ? "record" : "class");
        string[] bases = [.. Bases(type).Select(TypeName.Of)];
        return $"public {kind} {name}{(bases.Length > 0 ? " : " + string.Join(", ", bases) : "")}{Constraints(type.GetGenericArguments())}";
    }

    // What follows from something else in the list, or from being a record, is not said again.
    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum)
            yield break;
        if (type.BaseType is { } inherited && inherited != typeof(object) && inherited != typeof(ValueType))
            yield return inherited;
        Type[] faces = type.GetInterfaces();
        foreach (Type face in faces.OrderBy(face => face.Name, StringComparer.Ordinal))
        {
            bool implied = faces.Any(other => other != face && other.GetInterfaces().Contains(face)) || (type.BaseType?.GetInterfaces().Contains(face) ?? false);
            bool ofRecord = IsRecord(type) && face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEquatable<>);
            if (!implied && !ofRecord)
                yield return face;
        }
    }

    private static bool IsRecord(Type type)
        => type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;

    private static string Property(PropertyInfo property)
    {
        MethodInfo accessor = property.GetAccessors(nonPublic: true).First(IsSeen);
        string accessors = (property.GetMethod is { } get && IsSeen(get) ? "get; " : "")
            + (property.SetMethod is { } set && IsSeen(set) ? (set.IsFamily && !accessor.IsFamily ? "protected " : "") + (set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ") : "");
        string name = property.GetIndexParameters() is { Length: > 0 } indices ? $"this[{Parameters(indices)}]" : property.Name;
        return $"{Access(accessor)}{Modifiers(accessor)}{(property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "")}{TypeName.Of(property)} {name} {{ {accessors}}}";
    }

    private static string Method(MethodInfo method)
    {
        string head = Access(method) + Modifiers(method);
        string parameters = Parameters(method.GetParameters());
        if (method.Name is "op_Implicit" or "op_Explicit")
            return $"{head}{method.Name[3..].ToLowerInvariant()} operator {TypeName.Of(method.ReturnParameter)}({parameters})";
        string type = (method.ReturnType.IsByRef ? "ref " : "") + TypeName.Of(method.ReturnParameter);
        if (_operators.TryGetValue(method.Name, out string? sign))
            return $"{head}{type} operator {sign}({parameters})";
        Type[] generic = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        string extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        return $"{head}{type} {method.Name}{(generic.Length > 0 ? $"<{string.Join(", ", generic.Select(one => one.Name))}>" : "")}({extension}{parameters}){Constraints(generic)}";
    }

    private static string Constraints(Type[] generic) => string.Concat(generic.Select(one =>
    {
        GenericParameterAttributes special = one.GenericParameterAttributes;
        bool unmanaged = one.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "IsUnmanagedAttribute");
        bool value = special.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all = [.. unmanaged ? ["unmanaged"] : value ? ["struct"] : special.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : (string[])[]];
        all.AddRange(one.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(TypeName.Of));
        if (special.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !value)
            all.Add("new()");
        return all.Count > 0 ? $" where {one.Name} : {string.Join(", ", all)}" : "";
    }));

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params "
            : !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ")
        + $"{TypeName.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Constant(parameter.DefaultValue, parameter.ParameterType) : "")}"));

    private static string Constant(object? value, Type type)
    {
        if (value is null)
            return type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null";
        type = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            bool truth => truth ? "true" : "false",
            string text => $"\"{text}\"",
            _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.MaxValue => "double.MaxValue",
            int.MaxValue => "int.MaxValue",
            long.MaxValue => "long.MaxValue",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Access(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly ? "protected " : "";

    private static string Modifiers(MethodInfo method)
        => method.IsStatic ? (method.DeclaringType!.IsInterface && method.IsAbstract ? "static abstract " : "static ") : method.DeclaringType!.IsInterface ? ""
            : method.IsAbstract ? "abstract " : method.IsVirtual && !method.IsFinal ? method.GetBaseDefinition() == method ? "virtual " : "override " : "";
}
