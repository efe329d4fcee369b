using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Anneal.Schedules;

namespace Anneal.Training.Events;

/// <summary>A sentence with names in braces for values.</summary>
internal sealed partial class EventTemplate
{
    private readonly string[] _between;

    public EventTemplate(string text)
    {
        Text = text;
        MatchCollection places = Place().Matches(text);
        Names = [.. places.Select(place => place.Groups[1].Value)];
        _between = [.. Place().Split(text).Where((_, index) => index % 2 == 0)];
    }

    public string Text { get; }

    public string[] Names { get; }

    public string Fill(object?[] values)
    {
        StringBuilder filled = new(_between[0]);
        for (int i = 0; i < Names.Length; i++)
        {
            filled.Append(values[i] switch
            {
                null => "none",
                double number => Figures.Of(number),
                IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
                object other => other.ToString(),
            }).Append(_between[i + 1]);
        }

        return filled.ToString();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
