using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Texts;

/// <summary>Writes the structured form of a schedule, <c>{schedule: cosine, from: 0.3, to: 0, over: rest}</c>, as its text.</summary>
internal sealed class Composer(Faults faults)
{
    private static readonly string[] _operators = ["then", "+", "-", "*"];

    /// <summary>A schedule; null where it has no form, which is reported.</summary>
    public LocatedText? Schedule(Entry entry)
    {
        if (entry is Scalar scalar)
        {
            if (scalar.Text.Trim().Length > 0)
                return LocatedText.Of(scalar);
            faults.Add(entry.Place, "a schedule is missing here, such as \"cosine(0.3, 0, over: rest)\".");
            return null;
        }

        if (entry is not Mapping mapping)
        {
            faults.Add(entry.Place, "a schedule is a text, such as \"cosine(0.3, 0, over: rest)\", or has keys: schedule: cosine, from: 0.3, to: 0, over: rest.");
            return null;
        }

        string key = mapping.Has("schedule") ? "schedule" : "name";
        if (mapping[key] is not Scalar name || !IsName(name.Text))
        {
            faults.Add(mapping.Place, "a schedule with keys says its name, 'schedule: cosine'; there is none.");
            return null;
        }

        return _operators.Contains(name.Text) ? Operator(mapping, name) : Call(mapping, name, key);
    }

    /// <summary>A call with the keys of a section as its arguments; null where a value has no form.</summary>
    public LocatedText? Call(Mapping mapping, Scalar name, params IReadOnlyList<string> without)
    {
        LocatedText text = new();
        if (mapping["of"] is Entry operand && !without.Contains("of"))
        {
            if (Schedule(operand) is not LocatedText inner)
                return null;
            text.Add("(", operand.Place).Add(inner).Add(").", name.Place);
        }

        text.Add(name.Text + "(", name.Place);
        bool first = true;
        foreach ((Scalar key, Entry value) in mapping.Pairs.Where(pair => pair.Key.Text != "of" && !without.Contains(pair.Key.Text)))
        {
            if (!IsWord(key.Text))
            {
                faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is no name of an argument of {name.Text}.");
                return null;
            }

            if (Value(value) is not LocatedText argument)
                return null;
            text.Add($"{(first ? "" : ", ")}{key.Text}: ", key.Place).Add(argument);
            first = false;
        }

        return text.Add(")", name.Place);
    }

    /// <summary>A value as an argument.</summary>
    public LocatedText? Value(Entry entry)
    {
        switch (entry)
        {
            case Scalar { IsNull: true }:
                return new LocatedText().Add("null", entry.Place);
            case Scalar { Text.Length: 0, Quoted: false }:
                faults.Add(entry.Place, "a value is missing here: write one, or delete the line.");
                return null;
            case Scalar scalar when Reading.TryNumber(scalar.Text) is not null && !scalar.Text.StartsWith('+') || IsWord(scalar.Text) || IsLength(scalar.Text):
                return LocatedText.Of(scalar);
            case Scalar scalar when scalar.Text.Contains('(', StringComparison.Ordinal):
                return new LocatedText().Add("(", scalar.Place).Add(LocatedText.Of(scalar)).Add(")", scalar.Place);
            case Scalar scalar:
                return new LocatedText().Add($"\"{scalar.Text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", scalar.Place);
            case Sequence list:
                LocatedText items = new LocatedText().Add("[", list.Place);
                for (int i = 0; i < list.Items.Count; i++)
                {
                    if (Value(list.Items[i]) is not LocatedText item)
                        return null;
                    items.Add(i == 0 ? "" : ", ", list.Items[i].Place).Add(item);
                }

                return items.Add("]", list.Place);
            default:
                return Schedule(entry);
        }
    }

    private LocatedText? Operator(Mapping mapping, Scalar name)
    {
        if (mapping["of"] is not Sequence { Items.Count: >= 2 } operands || mapping.Pairs.Count != 2)
        {
            faults.Add(name.Place, $"'{name.Text}' joins a list of at least two schedules under 'of', and has no other keys.");
            return null;
        }

        LocatedText text = new LocatedText().Add("(", name.Place);
        for (int i = 0; i < operands.Items.Count; i++)
        {
            if (Schedule(operands.Items[i]) is not LocatedText operand)
                return null;
            text.Add(i == 0 ? "(" : $" {name.Text} (", operands.Items[i].Place).Add(operand).Add(")", operands.Items[i].Place);
        }

        return text.Add(")", name.Place);
    }

    private static bool IsWord(string text) => text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool IsLength(string text)
        => (text.EndsWith("ep", StringComparison.Ordinal) && Reading.TryNumber(text[..^2]) is >= 0) || (text.EndsWith('%') && Reading.TryNumber(text[..^1]) is >= 0);

    // cosine, or pytorch:StepLR.
    private static bool IsName(string text) => _operators.Contains(text) || (text.Split(':') is { Length: <= 2 } parts && parts.All(IsWord));
}
