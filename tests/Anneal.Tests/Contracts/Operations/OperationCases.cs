using System.Reflection;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>Makes calls of an operation from the types of its parameters and from what the table knows of it.</summary>
internal static class OperationCases
{
    // Small ones for differences, odd ones beyond a vector and beyond sixteen images for the rest.
    private static readonly Shape[] _usual = [[3, 4], [2, 3, 5], [61, 37], [18, 3, 5, 7]];

    private static readonly Shape[][] _broadcast = [[[2, 1, 4], [3, 1]], [[3], [2, 3]], [[], [2, 3]], [[2, 3], []], [[17, 3, 1, 5], [3, 7, 1]]];

    /// <summary>The ways in which an operation is called.</summary>
    public static List<OperationCase> Of(OperationMethod method)
    {
        List<OperationRow> rows = [.. OperationTable.Rows.Where(row => row.Method == method.Method.Name && Fits(row, method))];
        if (rows.Count == 0)
            rows.Add(new(method.Method.Name));
        List<OperationCase> cases = [];
        foreach (OperationRow row in rows)
        {
            foreach (HashSet<string> given in Patterns(method, row))
            {
                for (int output = 0; output < method.Outputs; output++)
                {
                    Invocation call = method.Compile(given, output);
                    foreach (Shape[] shapes in Shapes(method, row, given))
                    {
                        foreach (object?[] arguments in Arguments(method, row, shapes))
                            cases.Add(new(method, call, shapes, row, arguments, Describe(method, shapes, arguments, given, output)));
                    }
                }
            }
        }

        return cases;
    }

    // Rows of one overload are not rows of the other.
    private static bool Fits(OperationRow row, OperationMethod method)
        => row.Arguments.Keys.Concat(row.Overload is null ? [] : [row.Overload]).All(name => Array.Exists(method.Parameters, parameter => parameter.Name == name))
            && method.Parameters.All(parameter => row.Arguments.ContainsKey(parameter.Name!) || parameter.HasDefaultValue || OperationMethod.Kind(parameter) is not null || OperationTable.ByParameter(parameter, [[2, 2]]) is not null);

    /// <summary>What to do about an operation that cannot be called.</summary>
    public static string Remedy(OperationMethod method, string why)
        => $"No arguments are known for {method.Name}: {why} Add a row for it to {nameof(OperationTable)}: new(\"{method.Method.Name}\") {{ Shapes = [[2, 3], …], Arguments = {{ [\"{method.Parameters.FirstOrDefault()?.Name}\"] = … }} }}, with a small case and one of some thousand numbers.";

    private static IEnumerable<HashSet<string>> Patterns(OperationMethod method, OperationRow row)
    {
        string[] optional = [.. method.Parameters.Where(parameter => OperationMethod.Kind(parameter) == typeof(Tensor?)).Select(parameter => parameter.Name!)];
        if (row.Given is string[] given)
            return [[.. given]];
        return Enumerable.Range(0, 1 << optional.Length).Select(bits => optional.Where((_, i) => (bits >> i & 1) == 1).ToHashSet());
    }

    private static IEnumerable<Shape[]> Shapes(OperationMethod method, OperationRow row, HashSet<string> given)
    {
        int slots = method.Method.IsStatic ? 0 : 1;
        bool several = false;
        foreach (ParameterInfo parameter in method.Parameters)
        {
            Type? kind = OperationMethod.Kind(parameter);
            several |= kind is not null && kind != typeof(Tensor) && kind != typeof(Tensor?);
            slots += kind is null || (kind == typeof(Tensor?) && !given.Contains(parameter.Name!)) ? 0 : kind == typeof(Tensor) || kind == typeof(Tensor?) ? 1 : row.Many;
        }

        if (row.Shapes is Shape[] shapes)
            return [Fill(shapes, slots)];
        IEnumerable<Shape[]> usual = _usual.Select(shape => Enumerable.Repeat(shape, slots).ToArray());
        return method.Method.IsSpecialName && slots == 2 && !several ? usual.Concat(_broadcast) : usual;
    }

    private static TItem[] Fill<TItem>(TItem[] items, int count) => [.. Enumerable.Range(0, count).Select(i => items[Math.Min(i, items.Length - 1)])];

    // The first choice of every argument, and each other choice of each.
    private static IEnumerable<object?[]> Arguments(OperationMethod method, OperationRow row, Shape[] shapes)
    {
        object?[][] choices = [.. method.Parameters.Select(parameter => Choices(method, parameter, row, shapes))];
        object?[] first = [.. choices.Select(choice => choice[0])];
        yield return first;
        for (int i = 0; i < choices.Length; i++)
        {
            foreach (object? other in choices[i][1..])
            {
                object?[] changed = [.. first];
                changed[i] = other;
                yield return changed;
            }
        }
    }

    private static object?[] Choices(OperationMethod method, ParameterInfo parameter, OperationRow row, Shape[] shapes)
    {
        if (OperationMethod.Kind(parameter) is not null)
            return [null];
        if (row.Arguments.TryGetValue(parameter.Name!, out object? known))
            return known is Options options ? options.Values : [known];
        if (OperationTable.ByParameter(parameter, shapes) is object?[] usual)
            return usual;
        if (parameter.HasDefaultValue)
            return [parameter.DefaultValue is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? Activator.CreateInstance(parameter.ParameterType) : parameter.DefaultValue];
        throw new InvalidOperationException(Remedy(method, $"nothing is known of '{parameter.Name}' of the type {parameter.ParameterType}."));
    }

    private static string Describe(OperationMethod method, Shape[] shapes, object?[] arguments, HashSet<string> given, int output)
    {
        IEnumerable<string> values = method.Parameters
            .Where(parameter => OperationMethod.Kind(parameter) is null)
            .Select(parameter => $"{parameter.Name}: {Text(arguments[parameter.Position])}");
        return $"{method.Method.Name} of {string.Join(" and ", shapes)} with {string.Join(", ", values.Concat(given))}{(method.GivesSeveral ? $", result {output}" : "")}";
    }

    private static string Text(object? argument) => argument switch
    {
        null => "none",
        Array array => $"[{string.Join(", ", array.Cast<object>().Take(8))}]",
        Delegate => "made anew",
        _ => FormattableString.Invariant($"{argument}"),
    };
}
