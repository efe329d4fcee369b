using System.Text.Json.Nodes;
using Anneal.Cli.Configuration.Keys;
using Anneal.Cli.Configuration.Yaml;

namespace Anneal.Cli.Configuration.Forms;

/// <summary>A way to write a training down: our own, or a peer's.</summary>
internal abstract class Form
{
    /// <summary>What messages call it.</summary>
    public abstract string Name { get; }

    /// <summary>The keys of a whole file.</summary>
    public abstract Section Section { get; }

    /// <summary>Keys of which each alone shows that a file has this form.</summary>
    public abstract IReadOnlyList<string> Signs { get; }

    /// <summary>What stands in front of our own keys in this form: <c>anneal.</c>, or nothing.</summary>
    public virtual string Prefix => "anneal.";

    /// <summary>All forms; a file has the first whose signs it shows.</summary>
    public static IReadOnlyList<Form> All { get; } = [new PaddleOcrForm(), new PyTorchForm(), new HuggingFaceForm(), new OwnForm()];

    public virtual bool Recognises(Mapping root) => Signs.Any(root.Has);

    /// <summary>The same as JSON Schema.</summary>
    public virtual JsonObject Condition() => new() { ["anyOf"] = Required(Signs) };

    protected static JsonArray Required(IEnumerable<string> keys) => [.. keys.Select(key => (JsonNode)new JsonObject { ["required"] = new JsonArray(key) })];

    /// <summary>What is asked for; null where too much is wrong to say.</summary>
    public abstract Request? Read(Given file, Source source);
}

/// <summary>Where a file is, and where what is wrong with it is collected.</summary>
/// <param name="Path">The file.</param>
/// <param name="Faults">What is wrong.</param>
internal sealed record Source(string Path, Faults Faults)
{
    /// <summary>A path of the file, which is relative to it; one of the command line is relative to where that was typed.</summary>
    public string Resolve(string path, Place place)
    {
        try
        {
            return place.Line == 0 ? path : System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, path));
        }
        catch (ArgumentException)
        {
            Faults.Add(place, $"'{Messages.Short(path)}' is no path.");
            return path;
        }
    }

    /// <summary>The file's name as a word of letters, digits and dashes.</summary>
    public string Stem
    {
        get
        {
            string plain = string.Concat(System.IO.Path.GetFileNameWithoutExtension(Path).Take(40).Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')).Trim('-');
            return plain.Length == 0 ? "training" : plain;
        }
    }
}
