using System.Collections;
using System.Globalization;
using System.Text.Json;
using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class PaddleOcr
{
    /// <summary>What PaddleOCR's <c>build_lr_scheduler</c> makes of the <c>lr</c> section of a configuration: {name: Cosine, learning_rate: 0.1, warmup_epoch: 2}.</summary>
    /// <param name="config">
    /// The name of a schedule and its arguments: numbers (also as text), words, truth values, lists, or <see cref="JsonElement"/>s of them. Without a name only
    /// <c>learning_rate</c>, which then is constant. It is not changed.
    /// </param>
    /// <param name="epochs">Epochs of the run, above 0.</param>
    /// <param name="stepsPerEpoch">Updates in one epoch, above 0.</param>
    /// <exception cref="ArgumentException">A name is not known (the message says which one is near), an argument is missing, cannot be read or is out of its range.</exception>
    /// <remarks>
    /// Differs from the peer where that is careless: it swallows unknown keys, so a misspelt <c>warmup_epochs</c> trains without warm-up, and it writes into the
    /// dictionary it is given. The values are PaddleOCR's to the digit, with what the class's remarks say: a warm-up begins at rate 0 and does not shorten
    /// what follows.
    /// </remarks>
    public static Schedule FromConfig(IReadOnlyDictionary<string, object?> config, int epochs, int stepsPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepsPerEpoch);
        (CatalogueEntry? entry, string[] options) = Chosen(config);
        List<Argument> arguments = [];
        foreach ((string key, object? value) in config.Where(pair => pair.Key != "name"))
        {
            if (key is "epochs" or "step_each_epoch")
                throw new ArgumentException($"'{key}' comes from the run, not from the configuration: leave it out.", nameof(config));
            if (!options.Any(option => Names.Same(option, key)))
                throw new ArgumentException($"PaddleOCR's {entry?.Name ?? "constant rate (no name is given)"} has no option '{key}'.{Names.Suggest(key, options)} PaddleOCR itself would ignore it silently.", nameof(config));
            arguments.Add(new(key, Written(key, value)));
        }

        if (entry is null)
            return Bound(new Call("constant", [new("value", arguments.Count == 1 ? arguments[0].Value : throw new ArgumentException("Without a name there must be a learning_rate.", nameof(config)))]));
        foreach ((string key, int value) in new[] { ("epochs", epochs), ("step_each_epoch", stepsPerEpoch) })
        {
            if (entry.Parameters.Any(parameter => Names.Same(parameter, key)))
                arguments.Add(new(key, new Number(value)));
        }

        return Bound(new Call(entry.Name, arguments) { Dialect = "paddleocr" });
    }

    private static (CatalogueEntry? Entry, string[] Options) Chosen(IReadOnlyDictionary<string, object?> config)
    {
        if (!config.TryGetValue("name", out object? given))
            return (null, ["learning_rate"]);
        string name = (given is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : given as string)
            ?? throw new ArgumentException("The name of a schedule is a word, such as Cosine.", nameof(config));
        List<CatalogueEntry> known = [.. Catalogue.Dialects.Where(entry => entry.Dialect == "paddleocr")];
        CatalogueEntry entry = known.Find(candidate => Names.Same(candidate.Name, name))
            ?? throw new ArgumentException($"PaddleOCR has no schedule '{name}'.{Names.Suggest(name, known.Select(candidate => candidate.Name))}", nameof(config));
        return (entry, [.. entry.Parameters.Where(option => option is not ("epochs" or "step_each_epoch"))]);
    }

    private static Schedule Bound(Call call)
    {
        try
        {
            return new Binder("", null, null).Schedule(call);
        }
        catch (ScheduleTextException refused)
        {
            throw new ArgumentException(refused.Problem, refused);
        }
    }

    private static Node Written(string key, object? value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Object } => throw Unreadable(key, value),
        JsonElement { ValueKind: JsonValueKind.String } element => Written(key, element.GetString()),
        JsonElement element => JsonNodes.Read(element, key),
        // YAML 1.1 reads 1e-4 as text.
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? new Number(number) : new Quoted(text),
        null or bool => Node.Of(value),
        IEnumerable items => new NodeList([.. items.Cast<object?>().Select(item => Written(key, item))]),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => new Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw Unreadable(key, value),
    };

    private static ArgumentException Unreadable(string key, object value)
        => new($"'{key}' is a {value.GetType().Name}; a configuration holds numbers, words, truth values and lists of them.");
}
