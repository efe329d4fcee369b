using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Anneal.Tests.Docs.Api;

/// <summary>What an assembly shows to others, with what the compiler filed about it, and the page on which each thing stands.</summary>
internal sealed class ApiModel
{
    // A type with more members than this has a page of its own; the others share that of their namespace.
    private const int LongType = 20;
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, XElement> _documentation;
    private readonly Dictionary<string, string> _links = [];

    public ApiModel(Assembly assembly)
    {
        _documentation = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);
        Types = [.. assembly.GetExportedTypes().OrderBy(type => type.Namespace, StringComparer.Ordinal).ThenBy(TypeName.Definition, StringComparer.OrdinalIgnoreCase)];
        foreach (Type type in Types)
        {
            _links[DocumentationId.Of(type)] = $"{PageOf(type)}#{Anchor(type)}";
            foreach (MemberInfo member in Members(type))
                _links[DocumentationId.Of(member)] = $"{PageOf(type)}#{Anchor(member)}";
        }
    }

    public IReadOnlyList<Type> Types { get; }

    public static bool HasOwnPage(Type type) => Members(type).Count > LongType;

    public static string PageOf(Type type) => HasOwnPage(type) ? $"{type.Namespace}.{type.Name.Replace('`', '-')}.md" : $"{type.Namespace}.md";

    /// <summary>Overloads share the anchor of their name.</summary>
    public static string Anchor(MemberInfo member) => member is Type type
        ? TypeName.Definition(type).Split('<')[0] + (type.IsGenericType ? $"-{type.GetGenericArguments().Length}" : "")
        : $"{Anchor(member.DeclaringType!)}.{(member is ConstructorInfo ? "new" : member.Name)}";

    /// <summary>The documentation of a type or member, that of what it overrides or implements where it says so; null where there is none.</summary>
    public XElement? Documentation(MemberInfo member)
    {
        XElement? own = _documentation.GetValueOrDefault(DocumentationId.Of(member));
        return own?.Element("inheritdoc") is null ? own : Ancestors(member).Select(Documentation).FirstOrDefault(found => found is not null);
    }

    /// <summary>Where the thing with this name stands; null when it is not ours or nobody sees it.</summary>
    public string? Link(string id) => _links.GetValueOrDefault(id);

    /// <summary>What was written by somebody and can be used by others. What only repeats its base is left to the base.</summary>
    public static IReadOnlyList<MemberInfo> Members(Type type)
    {
        if (type.IsSubclassOf(typeof(Delegate)))
            return [];
        if (type.IsEnum)
            return [.. type.GetFields(BindingFlags.Public | BindingFlags.Static)];
        return [.. type.GetMembers(Declared)
            .Where(member => member switch
            {
                ConstructorInfo constructor => IsSeen(constructor) && !constructor.IsDefined(typeof(CompilerGeneratedAttribute)) && !IsCopy(constructor),
                MethodInfo method => IsSeen(method) && !method.IsDefined(typeof(CompilerGeneratedAttribute)) && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)) && !Repeats(method),
                PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen) && !Repeats(property.GetAccessors(nonPublic: true)[0]) && property.Name != "EqualityContract",
                EventInfo happening => IsSeen(happening.AddMethod!),
                FieldInfo field => field.IsPublic || field.IsFamily,
                _ => false,
            })
            .OrderBy(member => member.Name, StringComparer.OrdinalIgnoreCase).ThenBy(DocumentationId.Of, StringComparer.Ordinal)];
    }

    private static bool IsCopy(ConstructorInfo constructor)
        => constructor.GetParameters() is [{ } only] && only.ParameterType == constructor.DeclaringType && constructor.DeclaringType.GetMethod("<Clone>$") is not null;

    private static bool Repeats(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<MemberInfo> Ancestors(MemberInfo member)
    {
        Type owner = member as Type ?? member.DeclaringType!;
        IEnumerable<Type> above = owner.GetInterfaces();
        for (Type? type = owner.BaseType; type is not null; type = type.BaseType)
            above = above.Prepend(type);
        above = above.Where(type => type.Assembly == owner.Assembly);
        return member is Type ? above : above.SelectMany(type => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).GetMember(member.Name, Declared));
    }
}
