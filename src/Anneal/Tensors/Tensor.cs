using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>Numbers in a shape, and, where one is wanted, how a gradient goes back to what they were computed from.</summary>
/// <remarks>
/// A handle of two words: copying one copies no numbers. What is computed from it never changes it. Inside a <see cref="Tape"/>'s step a tensor
/// lives until the step is over and throws when it is read later; outside of steps it lives until nobody holds it. Numbers lie row by row.
/// </remarks>
public readonly partial struct Tensor
{
    private readonly Operation? _operation;
    private readonly int _version;

    internal Tensor(Operation operation, int version) => (_operation, _version) = (operation, version);

    /// <summary>Its sizes, outermost first; a single number has rank 0.</summary>
    public Shape Shape => Node.Shape;

    /// <summary>How many sizes it has.</summary>
    public int Rank => Node.Shape.Rank;

    /// <summary>How many numbers it holds.</summary>
    public int Length => Node.Shape.FlattenedLength;

    /// <summary>What the numbers are: <see cref="Precision.Single"/>, in which networks are trained, or <see cref="Precision.Double"/>.</summary>
    public Precision Precision => Node.Precision;

    /// <summary>Whether a gradient goes back through it.</summary>
    public bool NeedsGradient => Node.NeedsGradient;

    /// <summary>The numbers, row by row: a view that is good while the tensor is.</summary>
    /// <exception cref="InvalidOperationException">They are doubles, or the step is over.</exception>
    public ReadOnlySpan<float> Values => ValuesAs<float>();

    /// <summary>The only number of a tensor that holds one, for example a loss.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one.</exception>
    public double Value
    {
        get
        {
            Operation node = Node;
            if (node.Shape.FlattenedLength != 1)
                throw new InvalidOperationException($"A tensor of the shape {node.Shape} holds {node.Shape.FlattenedLength} numbers, not one: read Values, or reduce it with Sum() or Mean().");
            node = node.Plain();
            return node.Precision is Precision.Single ? node.Values<float>()[0] : node.Values<double>()[0];
        }
    }

    /// <summary>The gradient that came back to it: a view that later backward passes add to.</summary>
    /// <exception cref="InvalidOperationException">None is wanted here, none has come, or it was let go; the message says which.</exception>
    public Tensor Gradient
    {
        get
        {
            Operation node = Node;
            if (node.ShownGradientAddress != 0)
                return Leaf.OfGradient(node).Result();
            throw new InvalidOperationException(!node.NeedsGradient
                ? $"No gradient is wanted for {node.Name} {node.Shape}: make it a Tensor.Variable or a parameter, and compute outside of NoGradient."
                : node.IsLeaf ? $"No gradient has come to {node.Name} {node.Shape}: call Backward() on something computed from it."
                : $"No gradient has come to {node.Name} {node.Shape}, or it was let go after its turn: call KeepGradient() before Backward().");
        }
    }

    /// <summary>The node behind a tensor that is still good.</summary>
    internal Operation Node
    {
        get
        {
            Operation? node = _operation;
            if (node is not null && node.Version == _version)
                return node;
            throw node is null
                ? new InvalidOperationException("This tensor was never given a value.")
                : new InvalidOperationException("This tensor belongs to a step that is over, and its memory serves the next: read it inside the step, or copy the numbers out with ToArray().");
        }
    }

    /// <summary>Floats in a shape; they are copied.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static Tensor Of(ReadOnlySpan<float> values, Shape shape) => Filled(values, shape, Precision.Single, false);

    /// <summary>Doubles in a shape; they are copied.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static Tensor Of(ReadOnlySpan<double> values, Shape shape) => Filled(values, shape, Precision.Double, false);

    /// <summary>Floats that gradients come back to; they are copied. PyTorch's <c>requires_grad</c>.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static Tensor Variable(ReadOnlySpan<float> values, Shape shape) => Filled(values, shape, Precision.Single, true);

    /// <summary>Doubles that gradients come back to; they are copied.</summary>
    /// <param name="values">The numbers, row by row.</param>
    /// <param name="shape">The sizes.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than the shape holds.</exception>
    public static Tensor Variable(ReadOnlySpan<double> values, Shape shape) => Filled(values, shape, Precision.Double, true);

    /// <summary>A parameter as a tensor: its weights are read where they lie, and backward passes add to its gradient.</summary>
    /// <param name="parameter">A parameter in a store's own memory.</param>
    /// <exception cref="InvalidOperationException">It lies in borrowed memory.</exception>
    public static Tensor Of(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new ParameterLeaf(parameter).Result();
    }

    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    /// <param name="shape">The sizes.</param>
    /// <param name="precision">What the numbers are; default <see cref="Precision.Single"/>.</param>
    public static Tensor Full(double value, Shape shape, Precision precision = Precision.Single)
    {
        Leaf leaf = Leaf.Of(shape, precision);
        if (precision is Precision.Single)
            leaf.Values<float>().Fill((float)value);
        else
            leaf.Values<double>().Fill(value);
        return leaf.Result();
    }

    /// <summary>Opens a scope in which operations on this thread remember nothing, for evaluation.</summary>
    public static NoGradient NoGradient() => new(Ambient.Current);

    /// <summary>The numbers in the type they have.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, as the tensor has it.</typeparam>
    /// <exception cref="InvalidOperationException">The tensor holds the other kind of number, or its step is over.</exception>
    public ReadOnlySpan<T> ValuesAs<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Operation node = Node;
        if (typeof(T) != (node.Precision is Precision.Single ? typeof(float) : typeof(double)))
            throw new InvalidOperationException($"The tensor {node.Shape} holds numbers of {node.Precision} precision, not {typeof(T).Name}: ask for what it holds, or convert it with To(Precision).");
        return node.Plain().Values<T>();
    }

    /// <summary>A copy of the numbers as floats, row by row; it outlives the step.</summary>
    public float[] ToArray()
    {
        Operation node = Node.Plain();
        if (node.Precision is Precision.Single)
            return node.Values<float>().ToArray();
        return Array.ConvertAll(node.Values<double>().ToArray(), static value => (float)value);
    }

    /// <summary>Keeps the gradient of a tensor in the middle of a computation when the backward pass has gone by. PyTorch's <c>retain_grad</c>.</summary>
    /// <returns>The tensor itself.</returns>
    public Tensor KeepGradient()
    {
        Node.KeepsGradient = true;
        return this;
    }

    /// <summary>Sets the gradient of a variable, or one that is kept, to zero; gradients of several backward passes add up until then.</summary>
    public void ZeroGradient()
    {
        Operation node = Node;
        node.ShownGradient().Clear();
    }

    /// <summary>The same numbers without a way back. PyTorch's <c>detach</c>; no numbers are copied.</summary>
    public Tensor Detach()
    {
        Operation node = Node.Plain();
        return Leaf.OfValues(node).Result();
    }

    /// <summary>Sends the derivative of this number back to every variable and parameter it was computed from, where it adds to what is there.</summary>
    /// <param name="keepGraph">Whether a second backward pass may follow through the same operations; default false.</param>
    /// <exception cref="InvalidOperationException">It holds more than one number, no gradient leads back from it, or an earlier pass went through.</exception>
    /// <exception cref="ArithmeticException">It is NaN or infinite; the message names the first operation whose result is.</exception>
    public void Backward(bool keepGraph = false)
    {
        Operation node = Start();
        if (node.Shape.FlattenedLength != 1)
            throw new InvalidOperationException($"Backward() begins at a single number, but this is {node.Name} {node.Shape}: reduce it with Sum() or Mean(), or give the gradient to begin with.");
        if (!double.IsFinite(Value))
            throw Blame.For(node);
        if (node.Precision is Precision.Single)
            node.AddGradient<float>()[0] += 1;
        else
            node.AddGradient<double>()[0] += 1;
        Backpropagation.Run(node, keepGraph);
    }

    /// <summary>Sends a gradient back from this tensor.</summary>
    /// <param name="gradient">The derivative of what is minimised with respect to this tensor, in its shape and precision.</param>
    /// <param name="keepGraph">Whether a second backward pass may follow through the same operations; default false.</param>
    /// <exception cref="ArgumentException">Shape or precision is another.</exception>
    public void Backward(Tensor gradient, bool keepGraph = false)
    {
        Operation node = Start();
        Operation upstream = gradient.Node.Plain();
        if (upstream.Shape != node.Shape || upstream.Precision != node.Precision)
            throw new ArgumentException($"The gradient {upstream.Shape} of {upstream.Precision} precision does not fit {node.Name} {node.Shape} of {node.Precision} precision.", nameof(gradient));
        Operation plain = node.Plain();
        nint to = plain.WriteGradient(out bool add);
        Copying.Copy(node.Precision, upstream.Address, to, plain.Stored, add, plain.Threads);
        Backpropagation.Run(plain, keepGraph);
    }

    /// <summary>The shape and the first numbers.</summary>
    public override string ToString()
    {
        Operation node = Node.Plain();
        IEnumerable<string> shown = node.Precision is Precision.Single
            ? node.Values<float>()[..Math.Min(8, Length)].ToArray().Select(value => FormattableString.Invariant($"{value:G6}"))
            : node.Values<double>()[..Math.Min(8, Length)].ToArray().Select(value => FormattableString.Invariant($"{value:G9}"));
        return $"{node.Shape} {string.Join(" ", shown)}{(Length > 8 ? " …" : "")}";
    }

    private static Tensor Filled<T>(ReadOnlySpan<T> values, Shape shape, Precision precision, bool needsGradient)
        where T : unmanaged
    {
        if (values.Length != shape.FlattenedLength)
            throw new ArgumentException($"The shape {shape} holds {shape.FlattenedLength} numbers, but {values.Length} were given.", nameof(values));
        Leaf leaf = Leaf.Of(shape, precision, needsGradient);
        values.CopyTo(leaf.Values<T>());
        return leaf.Result();
    }

    private Operation Start()
    {
        Operation node = Node;
        return node.NeedsGradient
            ? node
            : throw new InvalidOperationException($"Nothing leads back from {node.Name} {node.Shape}: no variable or parameter went into it, or it was computed under NoGradient.");
    }
}
