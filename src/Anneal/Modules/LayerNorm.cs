using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Brings the last sizes of every example to mean 0 and variance 1, then scales and shifts: (x − mean)/√(variance + ε)·weight + bias.</summary>
/// <remarks>Ba, Kiros and Hinton 2016. The same in training and evaluation.</remarks>
public sealed class LayerNorm : Module
{
    private readonly Shape _shape;
    private readonly double _epsilon;
    private readonly Weight? _weight;
    private readonly Weight? _bias;

    /// <summary>A norm over the last size.</summary>
    /// <param name="features">The last size.</param>
    /// <param name="epsilon">Added to the variance; default 1e-5.</param>
    /// <param name="affine">Whether it scales and shifts; default true.</param>
    public LayerNorm(int features, double epsilon = 1e-5, bool affine = true)
        : this([features], epsilon, affine)
    {
    }

    /// <summary>A norm over the last sizes.</summary>
    /// <param name="shape">The last sizes.</param>
    /// <param name="epsilon">Added to the variance; default 1e-5.</param>
    /// <param name="affine">Whether it scales and shifts; default true.</param>
    public LayerNorm(Shape shape, double epsilon = 1e-5, bool affine = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        if (shape.Rank == 0 || shape.FlattenedLength == 0)
            throw new ArgumentException($"A layer norm needs at least one size to average over, not {shape}.", nameof(shape));
        (_shape, _epsilon) = (shape, epsilon);
        if (!affine)
            return;
        _weight = Own("weight", shape, Initializer.Ones);
        _bias = Own("bias", shape, Initializer.Zeros);
    }

    /// <inheritdoc/>
    public override string Description => $"LayerNorm({string.Join(", ", _shape.Sizes.ToArray())}{(_weight is null ? ", not affine" : "")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        if (input.Rank < _shape.Rank || !input.Shape.Sizes[^_shape.Rank..].SequenceEqual(_shape.Sizes))
            throw new ArgumentException($"{Description}: the input {input.Shape} must end with the sizes {_shape}.", nameof(input));
        return input.LayerNorm(_weight?.Tensor, _bias?.Tensor, _epsilon, _shape.Rank);
    }
}
