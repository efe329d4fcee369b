namespace Anneal.Schedules.Lint;

/// <summary>Marks a method of <see cref="Rules"/> as a rule: it is found by this, no list names it.</summary>
/// <param name="code">The stable name of its findings.</param>
/// <param name="meaning">What the rule looks for, in one line.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RuleAttribute(string code, string meaning) : Attribute
{
    public string Code => code;

    public string Meaning => meaning;
}

/// <summary>What is checked: one method, in one file, per rule. A rule returns null where there is nothing to say.</summary>
internal static partial class Rules;

/// <summary>What a rule has to say; its code is known from the rule.</summary>
internal sealed record Remark(Severity Severity, string Problem, string Remedy, long? Step = null);
