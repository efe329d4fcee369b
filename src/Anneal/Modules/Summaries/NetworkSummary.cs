using System.Globalization;
using System.Text;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules.Summaries;

/// <summary>What a network consists of, for one input shape.</summary>
/// <param name="Input">The input's shape.</param>
/// <param name="Layers">The modules in the order in which they compute, each after what it consists of stands before it.</param>
/// <param name="Parameters">Weights of the whole network.</param>
/// <param name="Operations">Multiplications and additions of one forward pass.</param>
public sealed record NetworkSummary(Shape Input, IReadOnlyList<LayerSummary> Layers, long Parameters, long Operations)
{
    /// <summary>Sends zeros of a shape through a network and notes what every module does with them; an initialised network stays as it is.</summary>
    /// <param name="network">The network, initialised.</param>
    /// <param name="input">The input's shape, the batch included.</param>
    /// <exception cref="ArgumentException">The shape does not fit; the message is that of the layer where it failed.</exception>
    public static NetworkSummary Of(Module network, Shape input)
    {
        ArgumentNullException.ThrowIfNull(network);
        Tape tape = new() { Threads = 1 };
        using Recorder recorder = new(network, tape);
        using (Tensor.NoGradient())
        using (tape.Step())
        {
            network.Forward(Tensor.Full(0, input, network.Parameters.Precision), Mode.Evaluation);
        }

        return new(input, recorder.Layers, network.Parameters.Weights, recorder.Layers[0].Operations);
    }

    /// <summary>A table: module, output shape, parameters, operations; then the totals.</summary>
    public override string ToString()
    {
        string[][] rows = [
            ["module", "output", "parameters", "operations"],
            .. Layers.Select(layer => (string[])[new string(' ', 2 * layer.Depth) + (layer.Path.Length == 0 ? layer.Description : $"{layer.Path[(layer.Path.LastIndexOf('.') + 1)..]}: {layer.Description}"), layer.Output.ToString(), layer.Parameters == 0 ? "" : Count(layer.Parameters), layer.Operations == 0 ? "" : Count(layer.Operations)])];
        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        foreach (string[] row in rows)
            text.AppendLine($"{row[0].PadRight(widths[0])}  {row[1].PadRight(widths[1])}  {row[2].PadLeft(widths[2])}  {row[3].PadLeft(widths[3])}".TrimEnd());
        text.Append(CultureInfo.InvariantCulture, $"{Count(Parameters)} parameters; {Count(Operations)} operations forward for the input {Input}");
        return text.Replace(Environment.NewLine, "\n").ToString();
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Recorder(Module network, Tape tape) : ForwardObserver
    {
        private readonly Dictionary<Module, string> _paths = network.Descend().ToDictionary(one => one.Module, one => one.Path);
        private readonly List<LayerSummary?> _layers = [];
        private readonly Stack<(int Place, int Begin)> _open = new();

        public IReadOnlyList<LayerSummary> Layers => [.. _layers.OfType<LayerSummary>()];

        public override void Enter(Module module, Tensor input)
        {
            _open.Push((_layers.Count, tape.Count));
            _layers.Add(null);
        }

        public override void Leave(Module module, Tensor output)
        {
            (int place, int begin) = _open.Pop();
            long work = 0;
            foreach (Operation operation in tape.Operations[begin..])
                work += operation.Work;
            long parameters = module.Descend().Sum(one => one.Module.Weights.Sum(weight => (long)weight.Shape.FlattenedLength));
            _layers[place] = new(_paths.GetValueOrDefault(module, ""), module.Description, _open.Count, output.Shape, parameters, work);
        }
    }
}

/// <summary>One module of a summary.</summary>
/// <param name="Path">Its path in the network; empty for the network itself.</param>
/// <param name="Description">What it is.</param>
/// <param name="Depth">How many modules it stands in.</param>
/// <param name="Output">The shape of what it returned.</param>
/// <param name="Parameters">Weights of it and of its parts.</param>
/// <param name="Operations">Multiplications and additions of it and of its parts.</param>
public sealed record LayerSummary(string Path, string Description, int Depth, Shape Output, long Parameters, long Operations);
