using System.Globalization;
using System.Text.RegularExpressions;
using Anneal.Cli.Plans;
using Anneal.Training.RateFinding;
using Finding = Anneal.Training.RateFinding.RateFinding;

namespace Anneal.Cli.RateFinding;

/// <summary>The word <c>found</c> in a schedule: the rate that the range test finds stands in its place.</summary>
internal static partial class Found
{
    /// <summary>Whether the word stands anywhere in a schedule's text where a number may.</summary>
    public static bool IsIn(string text) => Word().IsMatch(text);

    /// <summary>The text with a rate in its place, in two significant digits.</summary>
    public static string In(string text, double rate) => Word().Replace(text, Rounded(rate));

    /// <summary>A plan whose schedules have numbers: where one of them says <c>found</c>, rates are tried first, with the plan's network, data, optimizer and options.</summary>
    /// <param name="plan">The plan; given back as it is where no schedule asks.</param>
    /// <param name="threads">Sweeps at a time.</param>
    /// <param name="progress">Hears what was found.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="UserError">There is no usable rate.</exception>
    public static Plan In(Plan plan, int threads, TextWriter progress, CancellationToken cancellation = default)
    {
        if (!plan.Schedules.Any(schedule => IsIn(schedule.Text)) && !plan.Options.Groups.Any(group => group.Schedule is string text && IsIn(text)))
            return plan;
        Finding found = new RateSearch(Sweepable(plan), progress).Run(new RateSweep { FirstSeed = plan.FirstSeed }, threads, null, cancellation);
        if (found.Rate is not double rate)
            throw new UserError($"A schedule asks for the rate that is found, but there is none. {found.Sentence} See the curve: anneal find-rate {plan.Experiment}. Or write a number in place of 'found'.");
        progress.WriteLine($"found = {Rounded(rate)}. {found.Sentence}");
        return With(plan, rate);
    }

    /// <summary>A plan with a rate in the place of each <c>found</c>.</summary>
    public static Plan With(Plan plan, double rate) => plan with
    {
        // A schedule that was given no label is called by its text.
        Schedules = [.. plan.Schedules.Select(schedule => new PlannedSchedule(schedule.Label == schedule.Text ? In(schedule.Label, rate) : schedule.Label, In(schedule.Text, rate)))],
        Options = plan.Options with { Groups = [.. plan.Options.Groups.Select(group => group.Schedule is string text ? group with { Schedule = In(text, rate) } : group)] },
    };

    /// <summary>A plan to try rates with: groups whose own schedules ask for the rate follow the sweep.</summary>
    public static Plan Sweepable(Plan plan)
        => plan with { Options = plan.Options with { Groups = [.. plan.Options.Groups.Select(group => group.Schedule is string text && IsIn(text) ? group with { Schedule = null } : group)] } };

    /// <summary>Two significant digits, as a schedule's text has them: 0.12, 3e-05.</summary>
    public static string Rounded(double rate)
    {
        if (rate == 0 || !double.IsFinite(rate))
            return rate.ToString(CultureInfo.InvariantCulture);
        double two = double.Parse(rate.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return two is >= 1e-4 and < 1e6 ? ((decimal)two).ToString("0.######", CultureInfo.InvariantCulture) : two.ToString("0.#e+0", CultureInfo.InvariantCulture);
    }

    // Not the name of an argument, a method or a function, and not within quotation marks.
    [GeneratedRegex("""(?<=^(?:[^"']|"[^"]*"|'[^']*')*)(?<![\w.])found(?!\w|\s*[(:=])""", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
