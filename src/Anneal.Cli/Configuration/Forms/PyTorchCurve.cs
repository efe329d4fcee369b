using Anneal.Cli.Configuration.Texts;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Schedules.Text;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>A scheduler of PyTorch with its arguments as keys, also one that holds others.</summary>
internal static class PyTorchCurve
{
    private static readonly string[] _names = ["name", "type", "class", "_target_", "class_path"];

    // Their own documentation has these step after every batch.
    private static readonly string[] _perBatch = ["OneCycleLR", "CyclicLR"];

    /// <summary>The text of the curve, counted per epoch unless 'interval: step' says otherwise; null where it cannot be used, which is reported.</summary>
    public static LocatedText? Text(Mapping scheduler, Scalar? rate, Faults faults)
    {
        if (Call(scheduler, rate, faults) is not LocatedText call)
            return null;
        return PerStep(scheduler) ? call : call.Add(".perEpoch(1ep)", scheduler.Place);
    }

    /// <summary>The scheduler's class without the modules in front; null where it says none.</summary>
    public static Scalar? Name(Mapping written)
        => _names.Select(key => written[key]).OfType<Scalar>().FirstOrDefault() is Scalar name ? name with { Text = name.Text.Split('.')[^1] } : null;

    /// <summary>Whether it counts updates rather than epochs.</summary>
    public static bool PerStep(Mapping scheduler)
        => scheduler["interval"] is Scalar interval ? interval.Text is "step" : Name(scheduler) is Scalar name && _perBatch.Contains(name.Text);

    /// <summary>The arguments alone, also where they lie in a section of their own.</summary>
    public static Mapping Arguments(Mapping written)
    {
        Mapping inner = (written["init_args"] ?? written["params"] ?? written["args"] ?? written["kwargs"]) as Mapping ?? written;
        return inner with { Pairs = [.. inner.Pairs.Where(pair => !_names.Contains(pair.Key.Text) && pair.Key.Text is not ("interval" or "frequency" or "monitor" or "verbose" or "strict" or "init_args" or "params" or "args" or "kwargs"))] };
    }

    /// <summary>The arguments together with the metric that Lightning has beside them.</summary>
    public static Mapping WithMonitor(Mapping scheduler)
        => scheduler["monitor"] is Scalar monitor ? Arguments(scheduler).With(new(monitor.Place, "monitor", false), monitor) : Arguments(scheduler);

    private static LocatedText? Call(Mapping scheduler, Scalar? rate, Faults faults)
    {
        if (Name(scheduler) is not Scalar name)
        {
            faults.Add(scheduler.Place, "a scheduler says its class, 'name: StepLR'; there is none.");
            return null;
        }

        CatalogueEntry[] known = [.. Catalogue.Dialects.Where(entry => entry.Dialect == "pytorch")];
        if (known.FirstOrDefault(entry => entry.Name == name.Text) is not CatalogueEntry entry)
        {
            faults.Add(name.Place, $"PyTorch has no scheduler '{Messages.Short(name.Text)}' here.{Messages.Nearest(name.Text, known.Select(one => one.Name))}");
            return null;
        }

        Mapping arguments = Arguments(scheduler);
        bool good = true;
        if (scheduler["frequency"] is Scalar { Text: not "1" } frequency)
            faults.Add(frequency.Place, "a 'frequency' other than 1 is not known here: leave it out.");
        foreach (Scalar key in arguments.Pairs.Select(pair => pair.Key).Where(key => !entry.Parameters.Any(parameter => Same(parameter, key.Text))))
        {
            faults.Add(key.Place, $"'{Messages.Short(key.Text)}' is no argument of {entry.Name}.{Messages.Nearest(key.Text, entry.Parameters)}");
            good = false;
        }

        if (!good)
            return null;
        if (arguments["schedulers"] is Sequence inner)
            return Nested(arguments, inner, name, rate, faults);
        return new Composer(faults).Call(rate is null || !entry.Parameters.Contains("lr") || arguments.Has("lr") ? arguments : arguments.With(new(name.Place, "lr", false), rate), name with { Text = $"pytorch:{entry.Name}" });
    }

    /// <summary>T_max and t_max are one name.</summary>
    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    // SequentialLR and ChainedScheduler hold others, which share their rate.
    private static LocatedText? Nested(Mapping arguments, Sequence inner, Scalar name, Scalar? rate, Faults faults)
    {
        LocatedText text = new LocatedText().Add($"pytorch:{name.Text}(", name.Place);
        if (rate is not null && !arguments.Has("lr"))
            text.Add("lr: ", name.Place).Add(LocatedText.Of(rate)).Add(", ", name.Place);
        foreach ((Scalar key, Entry value) in arguments.Pairs.Where(pair => pair.Key.Text != "schedulers"))
        {
            if (new Composer(faults).Value(value) is not LocatedText argument)
                return null;
            text.Add($"{key.Text}: ", key.Place).Add(argument).Add(", ", key.Place);
        }

        text.Add("schedulers: [", inner.Place);
        for (int i = 0; i < inner.Items.Count; i++)
        {
            if (inner.Items[i] is not Mapping one)
            {
                faults.Add(inner.Items[i].Place, "a scheduler with its arguments should stand here: {name: StepLR, step_size: 3}.");
                return null;
            }

            if (Call(one, rate, faults) is not LocatedText member)
                return null;
            text.Add(i == 0 ? "" : ", ", one.Place).Add(member);
        }

        return text.Add("])", name.Place);
    }
}
