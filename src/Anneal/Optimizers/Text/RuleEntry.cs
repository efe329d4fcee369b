using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Anneal.Schedules.Text;

namespace Anneal.Optimizers.Text;

/// <summary>A rule that the text form knows: found by reflection, never registered.</summary>
public sealed class RuleEntry
{
    private readonly Func<UpdateRule?, UpdateRule> _make;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "ILLink.Descriptors.xml keeps the rules with their properties in a trimmed program.")]
    internal RuleEntry(Type type)
    {
        Type = type;
        // A contract test wants a guide of every rule; the text form works without.
        Guide = type.GetCustomAttribute<GuideAttribute>() ?? new("") { Source = "", Use = "", Trap = "", Race = "", Ravine = "" };
        Name = Names.Camel(type.Name);
        Settings = [.. type.GetProperties().Where(property => property.CanWrite && property.Name != nameof(UpdateRule.LearningRate)).OrderBy(property => property.DeclaringType == typeof(UpdateRule)).Prepend(type.GetProperty(nameof(UpdateRule.LearningRate))!)];
        ConstructorInfo? plain = type.GetConstructor([]);
        ConstructorInfo? wrapper = type.GetConstructor([typeof(UpdateRule)]);
        IsWrapper = plain is null && wrapper is not null;
        _make = inner => (UpdateRule)(IsWrapper ? wrapper!.Invoke([inner ?? new Sgd()]) : plain!.Invoke([]));
    }

    /// <summary>The name in the text form: <c>adamW</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is written around another rule: <c>lookahead(adam(0.001), every: 6)</c>.</summary>
    public bool IsWrapper { get; }

    /// <summary>Formula, source, use and trap, and two races; empty where a rule has none.</summary>
    public GuideAttribute Guide { get; }

    /// <summary>The settings with their defaults, as the text form has them: <c>lion(learningRate: 0.0001, beta1: 0.9, …)</c>.</summary>
    public string Signature => $"{Name}({string.Join(", ", (IsWrapper ? ["rule"] : Enumerable.Empty<string>()).Concat(Settings.Select(setting => $"{Names.Camel(setting.Name)}: {DefaultOf(setting)}")))})";

    /// <summary>The settings, the learning rate first, each with its default as the text form writes it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Defaults => [.. Settings.Select(setting => KeyValuePair.Create(Names.Camel(setting.Name), DefaultOf(setting)))];

    /// <summary>The names of the settings in the text form, the learning rate first.</summary>
    public IReadOnlyList<string> Parameters => [.. Settings.Select(setting => Names.Camel(setting.Name))];

    /// <summary>The rule with its defaults; a wrapper around plain descent.</summary>
    public UpdateRule Default => Make(null);

    internal Type Type { get; }

    internal IReadOnlyList<PropertyInfo> Settings { get; }

    internal UpdateRule Make(UpdateRule? inner) => _make(inner);

    private string DefaultOf(PropertyInfo setting) => ScheduleWriter.Write(RuleWriter.ValueOf(setting.GetValue(Default)));
}
