using System.Diagnostics.CodeAnalysis;
using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>Reads the text form: <c>linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15)</c>.</summary>
    /// <param name="text">
    /// Factories and methods by their names in the catalogue, joined by <c>then</c>, <c>*</c>, <c>+</c>, <c>-</c>; peers as <c>pytorch:StepLR(lr=0.1, step_size=30)</c>.
    /// </param>
    /// <param name="run">The run that lengths such as <c>5ep</c>, <c>10%</c> and <c>rest</c> are shares of; not needed without them.</param>
    /// <param name="functions">The functions that <c>function("name")</c> and the peers' lambdas stand for.</param>
    /// <exception cref="ScheduleTextException">The text cannot be read; the message points at the place and says what to write.</exception>
    public static Schedule Parse(string text, RunLength? run = null, IReadOnlyDictionary<string, Func<double, double>>? functions = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new Binder(text, run, functions).Schedule(Parser.Parse(text));
    }

    /// <summary>As <see cref="Parse"/>, but says no instead of throwing.</summary>
    /// <param name="text">The text form.</param>
    /// <param name="schedule">The schedule, when the text could be read.</param>
    /// <param name="error">What is wrong and what to write, when it could not.</param>
    /// <param name="run">The run that <c>5ep</c>, <c>10%</c> and <c>rest</c> are shares of.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Schedule? schedule, [NotNullWhen(false)] out string? error, RunLength? run = null)
    {
        (schedule, error) = (null, null);
        try
        {
            schedule = Parse(text, run);
            return true;
        }
        catch (ScheduleTextException exception)
        {
            error = exception.Message;
            return false;
        }
    }
}
