using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>A part of a network: owns weights and other modules, and maps a tensor to a tensor.</summary>
/// <remarks>
/// A subclass declares what it owns in its constructor with <see cref="Own"/>, <see cref="Remember"/> and <see cref="Part"/>, and computes in
/// <see cref="Compute"/>. Weights come into being when the outermost module is initialised; their names are the paths to them, as in PyTorch.
/// </remarks>
/// <example>
/// <code>
/// var network = new Sequential(new Linear(784, 120), new Relu(), new Linear(120, 10));
/// ParameterStore weights = network.Initialize(seed: 1);
/// </code>
/// </example>
public abstract class Module
{
    private readonly List<Weight> _weights = [];
    private readonly List<ModuleBuffer> _buffers = [];
    private readonly List<(string Name, Module Module)> _parts = [];
    private ParameterStore? _store;
    private ParameterStore? _remembered;
    private int _seed;

    /// <summary>The parameters of this network, once it is initialised.</summary>
    /// <exception cref="InvalidOperationException">It is not, or it is a part of another one.</exception>
    public ParameterStore Parameters => _store ?? throw NotReady();

    /// <summary>What modules remember besides weights, such as the running statistics of batch norms; no optimizer touches it.</summary>
    /// <exception cref="InvalidOperationException">The network is not initialised, or it is a part of another one.</exception>
    public ParameterStore Buffers => _remembered ?? throw NotReady();

    /// <summary>The parts in order, with the names by which this module calls them.</summary>
    public IReadOnlyList<(string Name, Module Module)> Parts => _parts;

    /// <summary>What it is, with the sizes that matter, for example <c>Linear(784, 120)</c>.</summary>
    public virtual string Description => GetType().Name;

    /// <summary>Maps an input to an output.</summary>
    /// <param name="input">What the module takes; images are [batch, channels, height, width].</param>
    /// <param name="mode">Whether it is to learn or to judge.</param>
    /// <exception cref="ArgumentException">The input's shape does not fit.</exception>
    /// <exception cref="InvalidOperationException">The network has not been initialised.</exception>
    public Tensor Forward(Tensor input, Mode mode)
    {
        ForwardObserver? observer = ForwardObserver.Current;
        if (observer is null)
            return Compute(input, mode);
        observer.Enter(this, input);
        Tensor output = Compute(input, mode);
        observer.Leave(this, output);
        return output;
    }

    /// <summary>Maps an input to an output for use: in evaluation mode, with no way back.</summary>
    /// <param name="input">What the module takes.</param>
    public Tensor Predict(Tensor input)
    {
        using (Tensor.NoGradient())
            return Forward(input, Mode.Evaluation);
    }

    /// <summary>Creates all weights, named by their paths and filled by their initialisers.</summary>
    /// <param name="seed">Where the random numbers begin; each weight has a sequence of its own, so that a layer more changes no other layer's start.</param>
    /// <param name="precision">What the numbers are; default <see cref="Precision.Single"/>.</param>
    /// <returns>The parameters, for optimizers and files.</returns>
    /// <exception cref="InvalidOperationException">It was initialised already, or a module stands in it twice.</exception>
    public ParameterStore Initialize(int seed, Precision precision = Precision.Single)
    {
        if (_store is not null)
            throw new InvalidOperationException($"{Description} is initialised already: make a new one, or fill its Parameters.");
        Dictionary<Module, string> seen = [];
        ParameterStore store = new(precision), remembered = new(precision);
        foreach ((string path, Module module) in Descend())
        {
            if (!seen.TryAdd(module, path))
                throw new InvalidOperationException($"{module.Description} stands in the network twice, as '{seen[module]}' and '{path}': make one for each place.");
            foreach (Weight weight in module._weights)
                weight.Join(store, Join(path, weight.Name), seed);
            foreach (ModuleBuffer buffer in module._buffers)
                buffer.Join(remembered, Join(path, buffer.Name));
            module.Named(path, seed);
        }

        (_store, _remembered, _seed) = (store, remembered, seed);
        return store;
    }

    /// <summary>This module and all below it, outermost first, with the paths to them; its own is empty.</summary>
    public IEnumerable<(string Path, Module Module)> Descend()
    {
        Stack<(string Path, Module Module)> open = new([("", this)]);
        while (open.TryPop(out (string Path, Module Module) next))
        {
            yield return next;
            List<(string Name, Module Module)> parts = next.Module._parts;
            for (int i = parts.Count - 1; i >= 0; i--)
                open.Push((Join(next.Path, parts[i].Name), parts[i].Module));
        }
    }

    /// <summary>Gives all weights with two or more sizes another start than the usual one, before the network is initialised.</summary>
    /// <param name="initializer">What fills them, for example <see cref="Initializer.XavierUniform"/>.</param>
    /// <returns>The module itself.</returns>
    /// <exception cref="InvalidOperationException">The network is initialised already.</exception>
    public Module BeginWith(Initializer initializer)
    {
        foreach (Weight weight in Descend().SelectMany(one => one.Module._weights).Where(weight => weight.Shape.Rank >= 2))
            weight.Initializer = initializer;
        return this;
    }

    /// <summary>Its description.</summary>
    public override string ToString() => Description;

    /// <summary>The weights that this module itself owns, in the order of declaration.</summary>
    internal IReadOnlyList<Weight> Weights => _weights;

    /// <summary>What this module itself remembers.</summary>
    internal IReadOnlyList<ModuleBuffer> Remembered => _buffers;

    /// <summary>The seed of the network. Another one moves what is random during training to that one's sequences and leaves the weights as they are.</summary>
    internal int Seed
    {
        get => _seed;
        set
        {
            _seed = value;
            foreach ((string path, Module module) in Descend())
                module.Named(path, value);
        }
    }

    /// <summary>Tells the module its path when the network is initialised.</summary>
    private protected virtual void Named(string path, int seed)
    {
    }

    /// <summary>The computation; called by <see cref="Forward"/>.</summary>
    /// <param name="input">The input.</param>
    /// <param name="mode">Whether it is to learn or to judge.</param>
    protected abstract Tensor Compute(Tensor input, Mode mode);

    /// <summary>Declares a weight.</summary>
    /// <param name="name">Its last name, for example <c>weight</c>.</param>
    /// <param name="shape">Its sizes, in PyTorch's layout.</param>
    /// <param name="initializer">What fills it.</param>
    protected Weight Own(string name, Shape shape, Initializer initializer)
    {
        Weight weight = new(name, shape, initializer);
        _weights.Add(weight);
        return weight;
    }

    /// <summary>Declares numbers that belong to the network's state but are not trained.</summary>
    /// <param name="name">Its last name, for example <c>running_mean</c>.</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="fill">What it begins with.</param>
    /// <param name="isCount">Whether it counts something, and is a whole number in files.</param>
    protected ModuleBuffer Remember(string name, Shape shape, double fill, bool isCount = false)
    {
        ModuleBuffer buffer = new(name, shape, fill, isCount);
        _buffers.Add(buffer);
        return buffer;
    }

    /// <summary>Declares a part.</summary>
    /// <typeparam name="TModule">What it is.</typeparam>
    /// <param name="name">Its name within this module; empty when the part's weights are to be called as this module's own.</param>
    /// <param name="part">The part.</param>
    /// <returns>The part itself.</returns>
    protected TModule Part<TModule>(string name, TModule part)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(part);
        if (_parts.Exists(known => known.Name == name))
            throw new ArgumentException($"{GetType().Name} has a part '{name}' already: give each its own name.", nameof(name));
        _parts.Add((name, part));
        return part;
    }

    // Numbers of Anneal's own, which files for other libraries leave out.
    private protected ModuleBuffer RememberPrivately(string name, Shape shape)
    {
        ModuleBuffer buffer = new(name, shape, 0, false) { IsPrivate = true };
        _buffers.Add(buffer);
        return buffer;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";

    private InvalidOperationException NotReady()
        => new($"{Description} has no store of its own: call Initialize(seed) on the outermost module and ask that.");
}
