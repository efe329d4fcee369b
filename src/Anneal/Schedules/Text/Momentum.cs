namespace Anneal.Schedules.Text;

/// <summary>
/// The momentum that goes with a schedule's text: <c>oneCycle(0.3, over: 20)</c> has <c>oneCycleMomentum(over: 20)</c>, and every entry of the
/// catalogue whose name has a twin ending in Momentum likewise, ours and the peers'.
/// </summary>
public static class Momentum
{
    private const string Suffix = "Momentum";

    /// <summary>Reads the text of a rate as the schedule of its momentum, with the arguments both have in common.</summary>
    /// <param name="text">The text of the rate.</param>
    /// <param name="run">The run that <c>5ep</c>, <c>10%</c> and <c>rest</c> are shares of.</param>
    /// <exception cref="ScheduleTextException">The text cannot be read, or there is no momentum that goes with it.</exception>
    public static Schedule Parse(string text, RunLength? run = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        Binder binder = new(text, run, null);
        return binder.Schedule(Counterpart(Parser.Parse(text), binder));
    }

    /// <summary>Whether an entry of the catalogue has a momentum that goes with it.</summary>
    /// <param name="entry">The entry of the rate.</param>
    public static bool Exists(CatalogueEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Find(entry.Dialect, entry.Name + Suffix) is not null;
    }

    private static Call Counterpart(Node node, Binder binder)
    {
        // Methods that only move or bend time do the same to the momentum.
        if (node is Call { Receiver: { } receiver, Name: "for" or "skip" or "stretch" or "stretchTo" or "strict" or "perEpoch" } method)
            return method with { Receiver = Counterpart(receiver, binder) };
        if (node is Call { Receiver: null, IsOperator: false } call
            && Find(call.Dialect, call.Name) is { } rate
            && Find(call.Dialect, call.Name + Suffix) is { } momentum)
        {
            return call with { Name = momentum.Name, Arguments = Shared(call, rate, momentum) };
        }

        string known = string.Join(", ", Catalogue.Schedules.Concat(Catalogue.Dialects).Where(Exists).Select(entry => entry.Dialect is null ? entry.Name : $"{entry.Dialect}:{entry.Name}"));
        throw binder.Error($"No momentum goes with this schedule. It goes with {known}; for any other, write the momentum as a schedule of its own.", node);
    }

    private static List<Argument> Shared(Call call, CatalogueEntry rate, CatalogueEntry momentum)
    {
        List<Argument> shared = [];
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Argument argument = call.Arguments[i];
            string name = argument.Name ?? (i < rate.Parameters.Count ? rate.Parameters[i] : "");
            bool common = momentum.Parameters.Any(parameter => Names.Same(parameter, name));
            // Ours call the bounds of both low and high; a rate's bounds must be written, a momentum's need not.
            if (common && (call.Dialect is not null || Optional(rate, name) == Optional(momentum, name)))
                shared.Add(argument with { Name = name });
        }

        return shared;
    }

    private static bool Optional(CatalogueEntry entry, string name)
        => Array.Find(entry.Method.GetParameters(), parameter => Names.Same(parameter.Name!, name)) is { HasDefaultValue: true };

    private static CatalogueEntry? Find(string? dialect, string name)
        => dialect is null
            ? Catalogue.Schedules.FirstOrDefault(entry => !entry.IsCombinator && Names.Same(entry.Name, name))
            : Catalogue.Dialects.FirstOrDefault(entry => Names.Same(entry.Dialect!, dialect) && Names.Same(entry.Name, name));
}
