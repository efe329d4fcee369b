using System.Globalization;
using System.Text.Json;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Golden;

/// <summary>One case of a layer's trace; whatever stands in it must be asked for.</summary>
internal sealed class LayerCase
{
    private readonly JsonElement _element;
    private readonly HashSet<string> _arguments;
    private readonly Dictionary<string, Tensor> _tensors = [];

    public LayerCase(string layer, JsonElement element)
    {
        (Layer, _element) = (layer, element);
        _arguments = [.. element.GetProperty("args").EnumerateObject().Select(argument => argument.Name)];
        string[] known = ["case", "dtype", "args", "mode", "calls", "buffers_before", "buffers_after", "inputs", "parameters", "output", "upstream", "gradients"];
        if (element.EnumerateObject().FirstOrDefault(property => !known.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } unknown)
            throw new InvalidDataException($"{layer}: nothing here reads '{unknown.Name}'.");
    }

    public string Layer { get; }

    public string Name => $"{Layer} {_element.GetProperty("case").GetString()} {_element.GetProperty("dtype").GetString()}";

    public Precision Precision => _element.GetProperty("dtype").GetString() switch
    {
        "float64" => Precision.Double,
        "float32" => Precision.Single,
        string other => throw new InvalidDataException($"{Name}: nothing here computes in {other}."),
        null => throw new InvalidDataException($"{Name}: there is no dtype."),
    };

    /// <summary>Whether the layer was in training mode.</summary>
    public bool IsTraining => !_element.TryGetProperty("mode", out JsonElement mode) || mode.GetString() == "train";

    /// <summary>How many forward passes were made; the last is differentiated.</summary>
    public int Calls => _element.TryGetProperty("calls", out JsonElement calls) ? calls.GetInt32() : 1;

    /// <summary>A floating input or parameter as a variable.</summary>
    public Tensor Operand(string name)
    {
        if (_tensors.TryGetValue(name, out Tensor known))
            return known;
        (Shape shape, double[] values) = Numbers(name);
        return _tensors[name] = Variable(values, shape);
    }

    /// <summary>An input of whole numbers.</summary>
    public int[] Integers(string name) => Array.ConvertAll(Numbers(name).Values, Convert.ToInt32);

    /// <summary>Sizes and values of an input, a parameter or a buffer before the first call.</summary>
    public (Shape Shape, double[] Values) Numbers(string name)
    {
        foreach (string group in (ReadOnlySpan<string>)["inputs", "parameters", "buffers_before"])
        {
            if (_element.TryGetProperty(group, out JsonElement named) && named.TryGetProperty(name, out JsonElement tensor))
                return Read(tensor);
        }

        throw new InvalidDataException($"{Name}: there is no '{name}'.");
    }

    public bool Has(string name)
        => _element.TryGetProperty("inputs", out JsonElement inputs) && inputs.TryGetProperty(name, out _)
            || _element.TryGetProperty("parameters", out JsonElement parameters) && parameters.TryGetProperty(name, out _);

    /// <summary>An argument as it stands; null where it is absent.</summary>
    public JsonElement? Argument(string name)
    {
        _arguments.Remove(name);
        return _element.GetProperty("args").TryGetProperty(name, out JsonElement value) ? value : null;
    }

    public double Number(string name, double otherwise) => Argument(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : otherwise;

    public int Integer(string name, int otherwise) => Argument(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt32() : otherwise;

    public bool Flag(string name, bool otherwise) => Argument(name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } value ? value.GetBoolean() : otherwise;

    public string Text(string name, string otherwise) => Argument(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : otherwise;

    /// <summary>A number or a pair of numbers as a pair.</summary>
    public (int Height, int Width) Pair(string name, int otherwise) => Argument(name) switch
    {
        { ValueKind: JsonValueKind.Number } value => (value.GetInt32(), value.GetInt32()),
        { ValueKind: JsonValueKind.Array } value => (Entry(value[0], otherwise), Entry(value[1], otherwise)),
        null or { ValueKind: JsonValueKind.Null } => (otherwise, otherwise),
        _ => throw new InvalidDataException($"{Name}: '{name}' is neither a number nor a pair."),
    };

    /// <summary>A list of numbers; null where it is absent.</summary>
    public double[]? List(string name) => Argument(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray().Select(one => one.GetDouble())] : null;

    public Tensor Constant(double[] values, Shape shape)
        => Precision is Precision.Double ? Tensor.Of(values, shape) : Tensor.Of(Array.ConvertAll(values, value => (float)value), shape);

    public Tensor Variable(double[] values, Shape shape)
        => Precision is Precision.Double ? Tensor.Variable(values, shape) : Tensor.Variable(Array.ConvertAll(values, value => (float)value), shape);

    /// <summary>Sends the recorded gradient back and compares everything; tells each number's deviation as a share of what is allowed.</summary>
    public void Compare(LayerResult result, Action<double, string> see)
    {
        (Shape shape, double[] output) = Read(_element.GetProperty("output"));
        if (result.Output.Shape != shape)
            throw new InvalidDataException($"{Name}: the output has the shape {result.Output.Shape}, the peer's {shape}.");
        See("the output", output, Doubles(result.Output), see);
        if (_element.TryGetProperty("gradients", out JsonElement gradients) && gradients.EnumerateObject().Any())
        {
            foreach (JsonProperty gradient in gradients.EnumerateObject())
            {
                double[] actual = result.Gradients.TryGetValue(gradient.Name, out double[]? own) ? own : Doubles(Operand(gradient.Name).Gradient);
                See($"the gradient of {gradient.Name}", Read(gradient.Value).Values, actual, see);
            }
        }

        if (!_element.TryGetProperty("buffers_after", out JsonElement buffers) || buffers.ValueKind is not JsonValueKind.Object)
            return;
        foreach (JsonProperty buffer in buffers.EnumerateObject())
            See($"the buffer {buffer.Name}", Read(buffer.Value).Values, result.Buffers[buffer.Name], see);
    }

    /// <summary>The gradient that was fed into the output.</summary>
    public Tensor Upstream()
    {
        (Shape shape, double[] values) = Read(_element.GetProperty("upstream"));
        return Constant(values, shape);
    }

    public void EverythingWasRead()
    {
        if (_arguments.Count > 0)
            throw new InvalidDataException($"{Name}: nothing here reads the arguments {string.Join(", ", _arguments)}.");
    }

    public static double[] Doubles(Tensor tensor)
        => tensor.Precision is Precision.Double ? tensor.ValuesAs<double>().ToArray() : Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);

    private static int Entry(JsonElement entry, int otherwise) => entry.ValueKind is JsonValueKind.Null ? otherwise : entry.GetInt32();

    private void See(string what, double[] expected, double[] actual, Action<double, string> see)
    {
        if (expected.Length != actual.Length)
            throw new InvalidDataException($"{Name}: {what} holds {actual.Length} numbers, the peer's {expected.Length}.");
        (double relative, double absolute) = Precision is Precision.Double ? (1e-10, 1e-12) : (1e-5, 1e-6);
        for (int i = 0; i < expected.Length; i++)
        {
            double share = expected[i].Equals(actual[i]) ? 0 : Math.Abs(expected[i] - actual[i]) / ((relative * Math.Abs(expected[i])) + absolute);
            see(double.IsNaN(share) ? double.PositiveInfinity : share, string.Create(CultureInfo.InvariantCulture, $"{Name}: {what}, number {i}: expected {expected[i]:R}, got {actual[i]:R}"));
        }
    }

    private static (Shape Shape, double[] Values) Read(JsonElement tensor)
        => (Shape.Of([.. tensor.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())]), [.. tensor.GetProperty("values").EnumerateArray().Select(OptimizerFile.Number)]);
}
