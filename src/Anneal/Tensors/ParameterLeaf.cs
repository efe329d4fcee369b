using Anneal.Parameters;

namespace Anneal.Tensors;

/// <summary>A parameter as an operand: its weights are read where they lie, and gradients are added where the optimizer looks for them.</summary>
internal sealed class ParameterLeaf : Operation
{
    private readonly Parameter _parameter;
    private readonly object _weights;
    private readonly object _gradients;
    private readonly int _rest;

    public ParameterLeaf(Parameter parameter)
    {
        _parameter = parameter;
        Precision = parameter.Store.Precision;
        nint weights;
        (_weights, weights, _gradients, GradientAddress) = Precision is Precision.Single ? Find(parameter.As<float>()) : Find(parameter.As<double>());
        Lend(parameter.Shape, weights, _weights);
        HasGradient = true;
        _rest = (Aligned.Padded(Stored) - Stored) * Bytes;
        Refresh();
    }

    public override string Name => _parameter.Name;

    /// <summary>Asks the parameter anew whether it is trained.</summary>
    public void Refresh() => NeedsGradient = _parameter.HasGradient;

    public override nint WriteGradient(out bool add)
    {
        add = true;
        return GradientAddress;
    }

    public override void Backward()
    {
    }

    /// <summary>Sets to zero what whole vectors left behind the gradient's last number: packed states and their scales look at it.</summary>
    public unsafe void ClearPadding()
    {
        if (_rest > 0)
            new Span<byte>((byte*)GradientAddress + ((nint)Stored * Bytes), _rest).Clear();
    }

    private (object Weights, nint At, object Gradients, nint GradientAt) Find<T>(Storage<T> storage)
        where T : unmanaged
    {
        if (storage.Arena is null)
            throw new InvalidOperationException($"'{_parameter.Name}' lies in borrowed memory, which may move: tensors need a parameter that the store keeps itself (Add instead of Borrow).");
        (nint at, object weights) = Aligned.Address(storage.Weights);
        (nint gradientAt, object gradients) = Aligned.Address(storage.Gradients);
        return (weights, at, gradients, gradientAt);
    }
}
