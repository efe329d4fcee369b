using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Anneal.Tests.Docs.Api;

/// <summary>Documentation comments as Markdown, with links between what they name.</summary>
internal static partial class DocumentationText
{
    /// <summary>The text of an element in one line; examples stand in blocks of their own.</summary>
    public static string Of(XElement? element, ApiModel model)
    {
        if (element is null)
            return "";
        StringBuilder text = new();
        foreach (XNode node in element.Nodes())
            text.Append(Of(node, model));
        return Spaces().Replace(text.ToString(), " ").Trim();
    }

    /// <summary>The code of an example without the margin it has in the comment.</summary>
    public static string Code(XElement code)
    {
        string[] lines = code.Value.Trim('\n', '\r').TrimEnd().Split('\n');
        int margin = lines.Where(line => line.Trim().Length > 0).Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(line => line.Length >= margin ? line[margin..].TrimEnd() : ""));
    }

    /// <summary>The first sentence of a text in Markdown.</summary>
    public static string First(string text)
    {
        Match end = SentenceEnd().Match(text);
        return end.Success ? text[..(end.Index + 1)] : text;
    }

    private static string Of(XNode node, ApiModel model) => node switch
    {
        XText text => Escape(text.Value),
        XElement { Name.LocalName: "c" } code => Verbatim(code.Value),
        XElement { Name.LocalName: "paramref" or "typeparamref" } parameter => Verbatim(parameter.Attribute("name")!.Value),
        XElement { Name.LocalName: "see" } see => See(see, model),
        XElement { Name.LocalName: "br" } => "<br>",
        XElement { Name.LocalName: "para" } paragraph => $"<br>{Of(paragraph, model)}",
        XElement other => throw new InvalidDataException($"<{other.Name}> in '{other.Parent}' has no form in Markdown: write it differently, or say in DocumentationText how it looks."),
        _ => "",
    };

    private static string See(XElement see, ApiModel model)
    {
        if (see.Attribute("langword") is { } word)
            return Verbatim(word.Value);
        if (see.Attribute("href") is { } address)
            return $"[{(see.Value.Length > 0 ? Escape(see.Value) : address.Value)}]({address.Value})";
        string id = see.Attribute("cref")!.Value;
        string name = see.Value.Length > 0 ? see.Value : Short(id);
        return model.Link(id) is { } link ? $"[{Verbatim(name)}]({link})" : Verbatim(name);
    }

    // M:Anneal.Schedules.Schedule.Cosine(System.Double) is Schedule.Cosine, T:Anneal.Schedules.Schedule is Schedule.
    private static string Short(string id)
    {
        string[] parts = id[2..].Split('(')[0].Split('~')[0].Split('.');
        string[] kept = id[0] == 'T' ? parts[^1..] : parts[^1] == "#ctor" ? parts[^2..^1] : parts[^2..];
        return Generic().Replace(string.Join('.', kept), "").Replace("op_", "operator ", StringComparison.Ordinal);
    }

    private static string Verbatim(string text) => $"`{Spaces().Replace(text, " ").Trim()}`";

    private static string Escape(string text) => Special().Replace(text, @"\$0").Replace("<", "&lt;", StringComparison.Ordinal);

    [GeneratedRegex(@"[*_\[\]`|~\\]")]
    private static partial Regex Special();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"`+\d+|\{.*?\}")]
    private static partial Regex Generic();

    [GeneratedRegex(@"(?<![( ][a-z]|vs|al|\.\.)\.(?=\s+(?:[\p{Lu}`\[ηλ]|$))|:\s*$")]
    private static partial Regex SentenceEnd();
}
