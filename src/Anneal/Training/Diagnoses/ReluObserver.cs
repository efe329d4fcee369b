using System.Numerics;
using Anneal.Modules;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Training.Diagnoses;

/// <summary>Looks at the results of all ReLUs while a network computes, those without a module of their own included.</summary>
internal sealed class ReluObserver(Module network, Tape tape) : ForwardObserver
{
    private readonly Dictionary<Module, string> _paths = network.Descend().ToDictionary(one => one.Module, one => one.Path);
    private readonly Dictionary<string, Seen> _byName = new(StringComparer.Ordinal);
    private readonly List<Seen> _inOrder = [];
    private readonly Stack<Module> _open = new();
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private string _behind = "";
    private int _looked;

    public bool AllAlive => _inOrder.TrueForAll(relu => !relu.Alive.Contains(false));

    public IReadOnlyList<DeadLayer> Layers => [.. _inOrder.Select(relu => new DeadLayer(relu.Name, relu.Behind, relu.Alive.Length, relu.Alive.Count(alive => !alive), relu.IsOutput))];

    /// <summary>A pass over an empty step begins.</summary>
    public void Begin()
    {
        _looked = 0;
        _behind = "";
        _times.Clear();
    }

    public override void Enter(Module module, Tensor input)
    {
        Look(default);
        _open.Push(module);
    }

    public override void Leave(Module module, Tensor output)
    {
        Look(_open.Count == 1 ? output : default(Tensor?));
        _open.Pop();
        if (module.Weights.Count > 0)
            _behind = $"{module.Description}{(_paths.GetValueOrDefault(module, "") is { Length: > 0 } path ? $" '{path}'" : "")}";
    }

    // Whatever was computed since the last look belongs to the innermost open module.
    private void Look(Tensor? result)
    {
        for (; _looked < tape.Count; _looked++)
        {
            if (tape.Operations[_looked] is Unary<ReluFunction> relu)
                See(relu);
        }

        if (result is Tensor output)
        {
            foreach (Seen relu in _inOrder)
                relu.IsOutput = relu.Last == output.Node;
        }
    }

    private void See(Unary<ReluFunction> relu)
    {
        string path = _paths.GetValueOrDefault(_open.Peek(), "");
        int times = _times[path] = _times.GetValueOrDefault(path) + 1;
        string name = times == 1 ? path : FormattableString.Invariant($"{path}#{times}");
        if (!_byName.TryGetValue(name, out Seen? seen))
        {
            Shape shape = relu.Shape;
            int units = shape.Rank == 0 ? 1 : shape.Rank == 4 ? shape[1] : shape[^1];
            _inOrder.Add(_byName[name] = seen = new(name, _behind, new bool[units]));
        }

        seen.Last = relu;
        if (relu.Precision is Precision.Single)
            Mark(relu.Plain().Values<float>(), relu.Shape, seen.Alive);
        else
            Mark(relu.Plain().Values<double>(), relu.Shape, seen.Alive);
    }

    private static void Mark<T>(ReadOnlySpan<T> values, Shape shape, Span<bool> alive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        values = values[..shape.FlattenedLength];
        // Numbers of one unit that lie side by side: the pixels of a channel.
        int run = shape.Rank == 4 ? shape[2] * shape[3] : 1;
        for (int unit = 0; run > 0 && !values.IsEmpty; values = values[run..], unit = unit + 1 == alive.Length ? 0 : unit + 1)
        {
            // NaN is no zero either.
            if (!alive[unit])
                alive[unit] = values[..run].ContainsAnyExcept(T.Zero);
        }
    }

    private sealed class Seen(string name, string behind, bool[] alive)
    {
        public string Name => name;

        public string Behind => behind;

        public bool[] Alive => alive;

        public bool IsOutput { get; set; }

        public Operation? Last { get; set; }
    }
}
