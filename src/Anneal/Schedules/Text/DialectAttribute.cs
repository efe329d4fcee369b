namespace Anneal.Schedules.Text;

/// <summary>Marks a class whose public factories are another library's schedulers under their own names; the text form finds them as <c>name:Factory(…)</c>.</summary>
/// <param name="name">The prefix in the text form, for example <c>pytorch</c>.</param>
/// <param name="library">The library's name as people write it.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class DialectAttribute(string name, string library) : Attribute
{
    /// <summary>The prefix in the text form.</summary>
    public string Name => name;

    /// <summary>The library's name as people write it.</summary>
    public string Library => library;

    /// <summary>Whether the library's own arguments are written <c>like_this</c>; default false, <c>likeThis</c>.</summary>
    public bool SnakeCase { get; init; }
}
