using Anneal.Cli.Configuration.Yaml;
using Anneal.Optimizers;
using Anneal.Optimizers.Text;
using Anneal.Schedules;

namespace Anneal.Cli.Configuration.Texts;

/// <summary>Writes the structured form of an optimizer, <c>{name: adamW, weight_decay: 0.01}</c>, as its text; its keys are compared with the rule's own settings.</summary>
internal sealed class RuleComposer(Faults faults)
{
    /// <summary>An optimizer; null where it has no form, which is reported.</summary>
    public LocatedText? Rule(Entry entry)
    {
        if (entry is Scalar scalar)
        {
            if (scalar.Text.Trim().Length > 0)
                return new LocatedText { IsRule = true }.Add(LocatedText.Of(scalar));
            faults.Add(entry.Place, "an optimizer is missing here, such as adamW(weightDecay=0.01).");
            return null;
        }

        if (entry is not Mapping mapping || mapping["name"] is not Scalar { Text.Length: > 0 } name)
        {
            faults.Add(entry.Place, "an optimizer is a text, such as adamW(weightDecay=0.01), or has keys: name: adamW, weight_decay: 0.01.");
            return null;
        }

        return Settings(mapping, name) && new Composer(faults).Call(mapping, name, "name") is LocatedText text ? new LocatedText { IsRule = true }.Add(text) : null;
    }

    /// <summary>The rate that an optimizer was given; null where it has its default.</summary>
    public static Schedule? GivenRate(UpdateRule rule, string text)
    {
        string name = text.Split('(')[0].Trim();
        Schedule? standard = RuleCatalogue.Rules.FirstOrDefault(entry => Same(entry.Name, name))?.Default.LearningRate
            ?? RuleCatalogue.PeerEntries.FirstOrDefault(peer => Same($"{peer.Dialect}:{peer.Name}", name))?.Default.LearningRate;
        return standard is not null && rule.LearningRate == standard ? null : rule.LearningRate;
    }

    private bool Settings(Mapping mapping, Scalar name)
    {
        IReadOnlyList<string>? known = RuleCatalogue.Rules.FirstOrDefault(entry => Same(entry.Name, name.Text))?.Parameters
            ?? RuleCatalogue.PeerEntries.FirstOrDefault(peer => Same($"{peer.Dialect}:{peer.Name}", name.Text))?.Parameters;
        if (known is null)
        {
            faults.Add(name.Place, $"there is no optimizer '{Messages.Short(name.Text)}'.{Messages.Nearest(name.Text, RuleCatalogue.Rules.Where(entry => !entry.IsWrapper).Select(entry => entry.Name))}");
            return false;
        }

        bool good = true;
        foreach (Scalar key in mapping.Pairs.Select(pair => pair.Key).Where(key => key.Text != "name" && !known.Any(setting => Same(setting, key.Text))))
        {
            faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is no key of optimizer {name.Text}.{Messages.Nearest(key.Text, known.Select(Snake))}");
            good = false;
        }

        return good;
    }

    private static bool Same(string left, string right) => Plain(left) == Plain(right);

    private static string Plain(string name) => string.Concat(name.Where(letter => char.IsLetterOrDigit(letter) || letter == ':')).ToLowerInvariant();

    private static string Snake(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
