using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Anneal.Tests.Docs.Api;

/// <summary>The reference of the library's public types: an index, a page for each namespace, and pages of their own for long types.</summary>
internal sealed class ApiPages(Assembly assembly)
{
    private static readonly (string Title, Func<MemberInfo, bool> Holds)[] _groups =
    [
        ("Constructors", member => member is ConstructorInfo),
        ("Fields", member => member is FieldInfo),
        ("Properties", member => member is PropertyInfo),
        ("Methods", member => member is MethodInfo { IsSpecialName: false }),
        ("Operators", member => member is MethodInfo { IsSpecialName: true }),
        ("Events", member => member is EventInfo),
    ];

    private readonly ApiModel _model = new(assembly);

    /// <summary>Every page by its file name.</summary>
    public IReadOnlyDictionary<string, string> All()
    {
        Dictionary<string, string> pages = new() { ["README.md"] = Index() };
        foreach (IGrouping<string, Type> space in _model.Types.GroupBy(type => type.Namespace!))
        {
            pages[$"{space.Key}.md"] = Namespace(space.Key, [.. space]);
            foreach (Type type in space.Where(ApiModel.HasOwnPage))
                pages[ApiModel.PageOf(type)] = $"[API](README.md) › [{space.Key}]({space.Key}.md)\n\n" + Entry(type, "#");
        }

        return pages.ToDictionary(page => page.Key, page => page.Value.TrimEnd('\n') + "\n");
    }

    private string Index()
    {
        StringBuilder text = new();
        text.Append("# API reference\n\nEvery public type of the library, from the comments in its sources. [Architecture](../../ARCHITECTURE.md) says how they belong together; the pages beside this folder show them at work.\n");
        foreach (IGrouping<string, Type> space in _model.Types.GroupBy(type => type.Namespace!))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## [{space.Key}]({space.Key}.md)\n\n| | |\n|---|---|\n");
            foreach (Type type in space)
                text.Append(CultureInfo.InvariantCulture, $"| {Link(type)} | {Cell(DocumentationText.First(Summary(type)))} |\n");
        }

        return text.ToString();
    }

    private string Namespace(string name, IReadOnlyList<Type> types)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"[API](README.md)\n\n# {name}\n\n{string.Join(" · ", types.Select(Link))}\n");
        foreach (Type type in types)
        {
            text.Append(ApiModel.HasOwnPage(type)
                ? $"\n## {Title(type)}\n\n```cs\n{Signature.OfType(type)}\n```\n\n{Summary(type)} Its {ApiModel.Members(type).Count} members have [a page of their own]({_model.Link(DocumentationId.Of(type))}).\n"
                : "\n" + Entry(type, "##"));
        }

        return text.ToString();
    }

    private string Entry(Type type, string level)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"<a id=\"{ApiModel.Anchor(type)}\"></a>\n\n{level} {Title(type)}\n\n```cs\n{Signature.OfType(type)}\n```\n");
        foreach (string paragraph in Paragraphs(type))
            text.Append(CultureInfo.InvariantCulture, $"\n{paragraph}\n");
        IReadOnlyList<MemberInfo> members = ApiModel.Members(type);
        if (type.IsEnum)
        {
            text.Append("\n| | | |\n|---|---|---|\n");
            foreach (FieldInfo field in members.Cast<FieldInfo>().OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)))
                text.Append(CultureInfo.InvariantCulture, $"| <a id=\"{ApiModel.Anchor(field)}\"></a>`{field.Name}` | {field.GetRawConstantValue()} | {Cell(Summary(field))} |\n");
            return text.ToString();
        }

        HashSet<string> anchored = [];
        foreach ((string title, Func<MemberInfo, bool> holds) in _groups)
        {
            MemberInfo[] group = [.. members.Where(holds)];
            if (group.Length > 0)
                text.Append(CultureInfo.InvariantCulture, $"\n**{title}**\n\n");
            foreach (MemberInfo member in group)
                text.Append(Member(member, anchored.Add(ApiModel.Anchor(member))));
        }

        return text.ToString();
    }

    private string Member(MemberInfo member, bool first)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"- {(first ? $"<a id=\"{ApiModel.Anchor(member)}\"></a>" : "")}`{Signature.Of(member)}`");
        string[] paragraphs = [.. Paragraphs(member)];
        // Blocks of code belong to the item by their margin.
        foreach (string paragraph in paragraphs)
            text.Append("\\\n  ".AsSpan(paragraph.StartsWith("```", StringComparison.Ordinal) ? 1 : 0)).Append(paragraph.Replace("\n", "\n  ", StringComparison.Ordinal));
        text.Append('\n');
        foreach (string line in Details(member))
            text.Append(CultureInfo.InvariantCulture, $"  - {line}\n");
        return text.ToString();
    }

    private IEnumerable<string> Paragraphs(MemberInfo member)
    {
        XElement? documentation = _model.Documentation(member);
        // The compiler files the comment of a record a second time under its constructor.
        if (member is ConstructorInfo && documentation?.Element("summary")?.Value == _model.Documentation(member.DeclaringType!)?.Element("summary")?.Value)
            yield break;
        foreach (XElement? part in (XElement?[])[documentation?.Element("summary"), documentation?.Element("value"), documentation?.Element("remarks")])
        {
            if (DocumentationText.Of(part, _model) is { Length: > 0 } text)
                yield return text;
        }

        foreach (XElement code in documentation?.Elements("example").Elements("code") ?? [])
            yield return $"```cs\n{DocumentationText.Code(code)}\n```";
        if (member is Type && Details(member).ToArray() is { Length: > 0 } lines)
            yield return string.Join('\n', lines.Select(line => $"- {line}"));
    }

    private IEnumerable<string> Details(MemberInfo member)
    {
        XElement? documentation = _model.Documentation(member);
        // A record's parameters stand with its properties.
        bool parameters = member is not Type type || type.IsSubclassOf(typeof(Delegate));
        foreach (XElement parameter in documentation?.Elements().Where(element => element.Name.LocalName == "typeparam" || (parameters && element.Name.LocalName == "param")) ?? [])
        {
            if (DocumentationText.Of(parameter, _model) is { Length: > 0 } text)
                yield return $"`{parameter.Attribute("name")!.Value}`: {text}";
        }

        if (DocumentationText.Of(documentation?.Element("returns"), _model) is { Length: > 0 } returns)
            yield return $"returns: {returns}";
        foreach (XElement exception in documentation?.Elements("exception") ?? [])
            yield return $"throws `{exception.Attribute("cref")!.Value.Split('.')[^1]}`: {DocumentationText.Of(exception, _model)}";
    }

    private string Summary(MemberInfo member) => DocumentationText.Of(_model.Documentation(member)?.Element("summary"), _model);

    private string Link(Type type) => $"[{Title(type)}]({_model.Link(DocumentationId.Of(type))})";

    private static string Title(Type type) => TypeName.Definition(type).Replace("<", "&lt;", StringComparison.Ordinal);

    // A bar inside of code ends a cell all the same; in running text it is escaped already.
    private static string Cell(string text) => text.Replace("<br>", " ", StringComparison.Ordinal).Replace(@"\|", "|", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);
}
