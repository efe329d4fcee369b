using Anneal.Cli.Configuration.Yaml;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Configuration.Texts;

/// <summary>The text of a schedule or optimizer that knows where in the file each piece of it was written.</summary>
internal sealed class LocatedText
{
    private readonly List<(int From, Place Place, bool Letters)> _pieces = [];
    private readonly System.Text.StringBuilder _text = new();

    /// <summary>Whether it is an optimizer and not a schedule.</summary>
    public bool IsRule { get; init; }

    public string Text => _text.ToString();

    /// <summary>The text of a scalar as it stands there.</summary>
    public static LocatedText Of(Scalar scalar) => new LocatedText().Add(scalar.Text, scalar.Inside, letters: !scalar.Text.Contains('\n', StringComparison.Ordinal));

    /// <summary>Appends text; where <paramref name="letters"/>, each of its letters stands in the file too.</summary>
    public LocatedText Add(string text, Place place, bool letters = false)
    {
        _pieces.Add((_text.Length, place, letters));
        _text.Append(text);
        return this;
    }

    public LocatedText Add(LocatedText other)
    {
        foreach ((int from, Place place, bool letters) in other._pieces)
            _pieces.Add((from + _text.Length, place, letters));
        _text.Append(other._text);
        return this;
    }

    /// <summary>Where the letter at a position was written; the beginning for −1.</summary>
    public Place PlaceOf(int position)
    {
        (int from, Place place, bool letters) = _pieces.FindLast(piece => piece.From <= Math.Max(0, position));
        return letters && position > from ? place.Right(position - from) : place;
    }

    // A rate that is still to be found; any will do to see whether the text can be read.
    private const double Plausible = 0.01;

    /// <summary>The schedule, with some rate in the place of <c>found</c>; null where it cannot be read, which is reported.</summary>
    public Schedule? Schedule(RunLength run, Faults faults) => Read(() => Schedules.Schedule.Parse(RateFinding.Found.In(Text, Plausible), run), faults);

    /// <summary>The optimizer; null where it cannot be read, which is reported.</summary>
    public UpdateRule? Rule(RunLength run, Faults faults) => Read(() => UpdateRule.Parse(Text, run), faults);

    private T? Read<T>(Func<T> read, Faults faults) where T : class
    {
        try
        {
            return read();
        }
        catch (ScheduleTextException exception)
        {
            faults.Add(PlaceOf(exception.Position), exception.Problem);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            faults.Add(PlaceOf(-1), Messages.Short(exception.Message.Split('\n')[0]));
        }

        return null;
    }
}
