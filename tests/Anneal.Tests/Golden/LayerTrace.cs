using System.Text.Json;

namespace Anneal.Tests.Golden;

/// <summary>Replays a trace of <c>golden/layers</c>: values and gradients of one layer, loss or group of operations.</summary>
internal sealed class LayerTrace : IGoldenFormat
{
    private static readonly Dictionary<string, Func<LayerCase, LayerResult>> _replays = typeof(LayerTrace).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(ReplaysAttribute), false)))
        .SelectMany(method => ((ReplaysAttribute)method.GetCustomAttributes(typeof(ReplaysAttribute), false)[0]).Layers.Select(layer => (layer, method)))
        .ToDictionary(pair => pair.layer, pair => pair.method.CreateDelegate<Func<LayerCase, LayerResult>>());

    public string Folder => "layers";

    public Deviation Replay(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        string layer = root.GetProperty("layer").GetString()!;
        if (!_replays.TryGetValue(layer, out Func<LayerCase, LayerResult>? replay))
            throw new InvalidDataException($"{Path.GetFileName(file)}: nothing here replays '{layer}'.");
        double worst = 0;
        string where = "equal everywhere";
        foreach (JsonElement element in root.GetProperty("cases").EnumerateArray())
        {
            LayerCase one = new(layer, element);
            LayerResult result = replay(one);
            if (element.TryGetProperty("gradients", out JsonElement gradients) && gradients.EnumerateObject().Any() && result.Gradients.Count == 0)
                result.Output.Backward(one.Upstream());
            one.Compare(result, (share, what) =>
            {
                if (share > worst)
                    (worst, where) = (share, what);
            });
            one.EverythingWasRead();
        }

        return new("pytorch", layer, root.GetProperty("peer").GetString()!, worst, 1, "the allowance (float64: 1e-10 relative + 1e-12; float32: 1e-5 + 1e-6)", where);
    }
}

/// <summary>Marks a static method that replays the cases of some files of <c>golden/layers</c>.</summary>
/// <param name="layers">The files' names for themselves.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ReplaysAttribute(params string[] layers) : Attribute
{
    public string[] Layers => layers;
}
