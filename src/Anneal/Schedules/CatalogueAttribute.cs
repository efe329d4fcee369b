namespace Anneal.Schedules;

/// <summary>Marks a factory or combinator as part of the catalogue: the parser, the tool, the gallery and the contract tests find it by this.</summary>
/// <param name="formula">The value in one line, with t the step and p = t / over the progress.</param>
/// <param name="example">A text form that shows the entry at its best; it is drawn in the catalogue and used by the contract tests.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class CatalogueAttribute(string formula, string example) : Attribute
{
    /// <summary>The value in one line.</summary>
    public string Formula => formula;

    /// <summary>A text form that shows the entry.</summary>
    public string Example => example;
}
