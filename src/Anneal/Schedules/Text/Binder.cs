using System.Reflection;

namespace Anneal.Schedules.Text;

/// <summary>Turns a written form into the thing it names: finds the factory or method, matches arguments by name and place, converts and calls.</summary>
internal sealed class Binder(string text, RunLength? run, IReadOnlyDictionary<string, Func<double, double>>? functions)
{
    // How many steps the schedule being read may use, for 'rest'; null where that has no meaning.
    private long? _available = run?.Total;
    private RunLength? _run = run;
    private readonly Stack<Dictionary<string, object?>> _enclosing = new();

    public Schedule Schedule(Node node) => Bind(node) switch
    {
        Schedule schedule => schedule,
        object other => throw Error($"{Describe(node)} is a {other.GetType().Name}: it watches a metric and cannot be drawn as a schedule. Build it in code and multiply its scale.", node),
    };

    /// <summary>A schedule, or whatever else a dialect's factory makes.</summary>
    public object Bind(Node node) => node switch
    {
        Number { Unit: null } number => Calling(node, () => Schedules.Schedule.Constant(number.Value)),
        Number number => throw Error($"A rate has no unit: '{number.Unit}' stands after {ScheduleWriter.Write(number.Value)}.", node),
        Call { Name: "then" or "+" or "-" or "*", Receiver: null, Dialect: null } call => Operator(call),
        Call { Receiver: not null } call => Method(call),
        Call { Dialect: null } call => Factory(call),
        Call call => Dialect(call, call.Dialect!),
        Word word => throw Error($"'{word.Text}' needs its arguments in brackets, such as cosine(0.3, 0.01, over: 15).{NearestFactory(word.Text)}", node),
        _ => throw Error("A schedule should stand here.", node),
    };

    private Schedule Operator(Call call)
    {
        Schedule result = Schedule(call.Arguments[0].Value);
        foreach (Argument argument in call.Arguments.Skip(1))
        {
            long? before = _available;
            if (call.Name == "then")
                _available -= result.Length;
            Schedule operand = Schedule(argument.Value);
            _available = before;
            result = Calling(call, () => call.Name switch
            {
                "then" => result.Then(operand),
                "+" => result + operand,
                "-" => result - operand,
                _ => result * operand,
            });
        }

        return result;
    }

    private object Factory(Call call)
    {
        List<CatalogueEntry> factories = [.. Catalogue.Schedules.Where(entry => !entry.IsCombinator)];
        CatalogueEntry? entry = factories.Find(candidate => Names.Same(candidate.Name, call.Name));
        if (entry is not null)
            return Invoke(call, entry, null);
        // Inside a peer's scheduler its own names need no prefix.
        if (_enclosing.Count > 0 && _enclosing.Peek().TryGetValue("dialect", out object? dialect))
            return Dialect(call, (string)dialect!);
        throw Error($"There is no schedule '{call.Name}'.{NearestFactory(call.Name)}", call);
    }

    private object Method(Call call)
    {
        List<CatalogueEntry> methods = [.. Catalogue.Schedules.Where(entry => entry.IsCombinator && !entry.Method.IsSpecialName)];
        CatalogueEntry entry = methods.Find(candidate => Names.Same(candidate.Name, call.Name))
            ?? throw Error($"There is no method '{call.Name}'.{Names.Suggest(call.Name, methods.Select(method => method.Name))}", call);
        if (entry.Name == "then")
            return Following(call, entry);
        (long? available, RunLength? run) = (_available, _run);
        // The arguments come first: they say how much of the run is left for the schedule they work on.
        object?[] arguments = Arguments(call, entry);
        switch (entry.Name)
        {
            case "warmedUp":
                _available -= (long)arguments[0]!;
                break;
            case "for":
                _available = (long)arguments[0]!;
                break;
            case "perEpoch":
                long epoch = Math.Max(1, (long)arguments[0]!);
                _available /= epoch;
                _run = _run is null ? null : RunLength.Of(Math.Max(1, _run.Total / epoch), 1);
                break;
            case "repeat" or "stretch" or "stretchTo" or "skip":
                _available = null;
                break;
        }

        Schedule receiver = Schedule(call.Receiver!);
        (_available, _run) = (available, run);
        return Calling(call, () => entry.Method.Invoke(receiver, arguments)!);
    }

    private Schedule Following(Call call, CatalogueEntry entry)
    {
        Schedule first = Schedule(call.Receiver!);
        long? before = _available;
        _available -= first.Length;
        object?[] arguments = Arguments(call, entry);
        _available = before;
        return Calling(call, () => first.Then((Schedule)arguments[0]!));
    }

    private object Dialect(Call call, string dialect)
    {
        List<CatalogueEntry> all = [.. Catalogue.Dialects.Where(entry => Names.Same(entry.Dialect!, dialect))];
        if (all.Count == 0)
            throw Error($"There is no dialect '{dialect}'.{Names.Suggest(dialect, Catalogue.Dialects.Select(entry => entry.Dialect!))}", call);
        CatalogueEntry entry = all.Find(candidate => Names.Same(candidate.Name, call.Name))
            ?? throw Error($"{all[0].Library} has no '{call.Name}' here.{Names.Suggest(call.Name, all.Select(candidate => candidate.Name))}", call);
        return Invoke(call, entry, dialect);
    }

    private object Invoke(Call call, CatalogueEntry entry, string? dialect)
    {
        object?[] arguments = Arguments(call, entry, dialect);
        return Calling(call, () => entry.Method.Invoke(null, arguments)!);
    }

    private object?[] Arguments(Call call, CatalogueEntry entry, string? dialect = null)
    {
        ParameterInfo[] parameters = entry.Method.GetParameters();
        var written = new Argument?[parameters.Length];
        bool named = false;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            Argument argument = call.Arguments[i];
            named |= argument.Name is not null;
            int at = argument.Name is null ? i : Array.FindIndex(parameters, parameter => Names.Same(parameter.Name!, argument.Name));
            if (argument.Name is null && named)
                throw Error("After a named argument all others need their names too.", argument);
            if (argument.Name is not null && at < 0)
                throw Error($"'{entry.Name}' has no argument '{argument.Name}'.{Names.Suggest(argument.Name, entry.Parameters)}", argument);
            if (at >= parameters.Length)
                throw Error($"'{entry.Name}' takes at most {parameters.Length} arguments: {entry.Signature}.", argument);
            if (written[at] is not null)
                throw Error($"The argument '{entry.NameOf(parameters[at])}' is given twice.", argument);
            written[at] = argument;
        }

        Dictionary<string, object?> bound = new() { ["dialect"] = dialect };
        if (dialect is not null)
            _enclosing.Push(bound);
        var values = new object?[parameters.Length];
        // Plain values first: a nested scheduler may inherit them, as it inherits the optimizer's rate.
        foreach (int i in Enumerable.Range(0, parameters.Length).OrderBy(i => Converter.IsPlain(parameters[i].ParameterType) ? 0 : 1))
            values[i] = bound[Names.Plain(parameters[i].Name!)] = ValueOf(call, entry, parameters[i], written[i], dialect);
        if (dialect is not null)
            _enclosing.Pop();
        NameFunctions(parameters, written, values);
        return values;
    }

    /// <summary>A function keeps the name it was written with, so that the schedule prints what was read.</summary>
    private static void NameFunctions(ParameterInfo[] parameters, Argument?[] written, object?[] values)
    {
        int function = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(Func<double, double>));
        int name = Array.FindIndex(parameters, parameter => parameter.Name == "name");
        if (function >= 0 && name >= 0 && written[name] is null && written[function]?.Value is Word or Quoted)
            values[name] = written[function]!.Value is Word word ? word.Text : ((Quoted)written[function]!.Value).Text;
    }

    private object? ValueOf(Call call, CatalogueEntry entry, ParameterInfo parameter, Argument? argument, string? dialect)
    {
        if (argument is not null)
            return new Converter(this, _available, _run, functions).Convert(argument.Value, parameter, entry);
        string name = Names.Plain(parameter.Name!);
        if (dialect is not null && name is "lr" or "learningrate" && _enclosing.Skip(1).FirstOrDefault(outer => outer.ContainsKey(name)) is { } outer)
            return outer[name];
        return parameter.HasDefaultValue
            ? CatalogueEntry.Default(parameter)
            : throw Error($"'{entry.Name}' needs the argument '{entry.NameOf(parameter)}': {entry.Signature}.", call);
    }

    public ScheduleTextException Error(string problem, Node node) => new(problem, text, node.Position);

    private ScheduleTextException Error(string problem, Argument argument)
        => new(problem, text, argument.Position >= 0 ? argument.Position : argument.Value.Position);

    /// <summary>Runs a factory; what it refuses is reported at the place where it was written.</summary>
    public T Calling<T>(Node node, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (TargetInvocationException exception) when (exception.InnerException is ArgumentException refused)
        {
            throw new ScheduleTextException(FirstLine(refused), text, node.Position, refused);
        }
        catch (ArgumentException refused)
        {
            throw new ScheduleTextException(FirstLine(refused), text, node.Position, refused);
        }
    }

    // .NET appends the parameter and the value, which our messages already say.
    private static string FirstLine(ArgumentException exception)
    {
        string message = exception.Message.Split('\n')[0].TrimEnd();
        string tail = $" (Parameter '{exception.ParamName}')";
        return message.EndsWith(tail, StringComparison.Ordinal) ? message[..^tail.Length] : message;
    }

    private static string Describe(Node node) => node is Call call ? $"'{call.Name}'" : "This";

    private static string NearestFactory(string name)
    {
        string? nearest = Names.Nearest(name, Catalogue.Schedules.Where(entry => !entry.IsCombinator).Select(entry => entry.Name));
        if (nearest is not null)
            return $" Did you mean '{nearest}'?";
        CatalogueEntry? peer = Catalogue.Dialects.FirstOrDefault(entry => Names.Same(entry.Name, name));
        return peer is not null
            ? $" Did you mean '{peer.Dialect}:{peer.Name}'?"
            : Names.Suggest(name, Catalogue.Schedules.Where(entry => !entry.IsCombinator).Select(entry => entry.Name));
    }
}
