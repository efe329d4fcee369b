using System.Reflection;

namespace Anneal.Tests.Docs.Api;

/// <summary>The names under which the compiler files documentation: <c>T:Space.Type</c>, <c>M:Space.Type.Method(System.Int32)</c>.</summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{Definition(type)}",
        FieldInfo field => $"F:{Definition(field.DeclaringType!)}.{field.Name}",
        EventInfo happening => $"E:{Definition(happening.DeclaringType!)}.{happening.Name}",
        PropertyInfo property => $"P:{Definition(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        MethodBase method => $"M:{Definition(method.DeclaringType!)}.{Name(method)}{Parameters(method.GetParameters())}{Conversion(method)}",
        _ => throw new ArgumentException($"{member} has no documentation of its own.", nameof(member)),
    };

    private static string Name(MethodBase method)
        => method is ConstructorInfo ? "#ctor" : method.IsGenericMethodDefinition ? $"{method.Name}``{method.GetGenericArguments().Length}" : method.Name;

    // Only conversions may differ in nothing but their result.
    private static string Conversion(MethodBase method)
        => method is MethodInfo { Name: "op_Implicit" or "op_Explicit" } conversion ? "~" + Used(conversion.ReturnType) : "";

    private static string Parameters(ParameterInfo[] parameters)
        => parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Used(parameter.ParameterType)))})";

    private static string Definition(Type type)
        => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string Used(Type type)
    {
        if (type.IsByRef)
            return Used(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return Used(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Used(type.GetElementType()!) + (type.GetArrayRank() == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]");
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``") + type.GenericParameterPosition;
        if (!type.IsGenericType)
            return Definition(type);
        // A type inside of a generic one shares its arguments; each level names those it added.
        string name = type.IsNested ? Definition(type) : $"{type.Namespace}.{type.Name}";
        Queue<string> arguments = new(type.GetGenericArguments().Select(Used));
        return string.Join('.', name.Split('.').Select(part => part.Split('`') is [string plain, string count]
            ? $"{plain}{{{string.Join(',', Enumerable.Range(0, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)).Select(_ => arguments.Dequeue()))}}}"
            : part));
    }
}
