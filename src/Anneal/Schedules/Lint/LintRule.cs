using System.Reflection;

namespace Anneal.Schedules.Lint;

/// <summary>One of the things a check looks for.</summary>
public sealed class LintRule
{
    private static readonly Lazy<IReadOnlyList<LintRule>> _all = new(Find);
    private readonly Func<Subject, Remark?> _rule;

    private LintRule(RuleAttribute attribute, Func<Subject, Remark?> rule)
    {
        (Code, Meaning, _rule) = (attribute.Code, attribute.Meaning, rule);
    }

    /// <summary>Every rule there is, by code.</summary>
    public static IReadOnlyList<LintRule> All => _all.Value;

    /// <summary>The stable name of its findings.</summary>
    public string Code { get; }

    /// <summary>What it looks for, in one line.</summary>
    public string Meaning { get; }

    internal IEnumerable<Finding> Apply(Subject subject)
    {
        if (_rule(subject) is { } remark)
            yield return new(Code, remark.Severity, remark.Problem, remark.Remedy, remark.Step);
    }

    private static LintRule[] Find()
        => [.. from method in typeof(Rules).GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            let attribute = method.GetCustomAttribute<RuleAttribute>()
            where attribute is not null
            orderby attribute.Code
            select new LintRule(attribute, method.CreateDelegate<Func<Subject, Remark?>>())];
}
