using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Self-attention: every place of a sequence takes in the others by softmax(q·kᵀ/√d)·v, in several heads side by side; [batch, length, width] stays so.</summary>
/// <remarks>
/// Vaswani et al. 2017. Weights are called and laid out as in PyTorch's <c>MultiheadAttention</c>: <c>in_proj_weight</c> [3·width, width] holds the rows for
/// queries, keys and values one below the other, then <c>in_proj_bias</c>, <c>out_proj.weight</c>, <c>out_proj.bias</c>.
/// </remarks>
public sealed class MultiHeadAttention : Module
{
    private readonly int _width;
    private readonly int _heads;
    private readonly bool _causal;
    private readonly Weight _weight;
    private readonly Weight? _bias;
    private readonly Linear _out;
    private readonly Dropout? _dropout;
    private float[] _future = [];

    /// <summary>An attention.</summary>
    /// <param name="width">Length of the vectors.</param>
    /// <param name="heads">How many heads share them; the width must divide by it.</param>
    /// <param name="causal">Whether a place sees itself and what is before it only; default false.</param>
    /// <param name="dropout">Share of the attention that falls while learning; default 0.</param>
    /// <param name="bias">Whether the projections add numbers; default true.</param>
    /// <exception cref="ArgumentException">The width does not divide by the heads.</exception>
    public MultiHeadAttention(int width, int heads, bool causal = false, double dropout = 0, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        if (width < 1 || width % heads != 0)
            throw new ArgumentException($"The width {width} must divide by {heads} heads.", nameof(width));
        (_width, _heads, _causal) = (width, heads, causal);
        _weight = Own("in_proj_weight", [3 * width, width], Initializer.XavierUniform());
        _bias = bias ? Own("in_proj_bias", [3 * width], Initializer.Zeros) : null;
        _out = Part("out_proj", new Linear(width, width, bias));
        if (_out.Bias is not null)
            _out.Bias.Initializer = Initializer.Zeros;
        _dropout = dropout == 0 ? null : Part("dropout", new Dropout(dropout));
    }

    /// <inheritdoc/>
    public override string Description => $"MultiHeadAttention({_width}, heads {_heads}{(_causal ? ", causal" : "")})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        if (input.Rank != 3 || input.Shape[2] != _width)
            throw new ArgumentException($"{Description}: the input {input.Shape} must be [batch, length, {_width}].", nameof(input));
        Tensor packed = input.Linear(_weight, _bias?.Tensor);
        Tensor mixed = _dropout is null || mode is Mode.Evaluation ? packed.SelfAttention(_heads, causal: _causal) : Mixed(packed, mode);
        return _out.Forward(mixed, mode);
    }

    // Step by step, because attention must be at hand to drop some of it.
    private Tensor Mixed(Tensor packed, Mode mode)
    {
        (int batch, int length, int size) = (packed.Shape[0], packed.Shape[1], _width / _heads);
        Tensor parts = packed.Reshape(batch, length, 3, _heads, size).Permute(2, 0, 3, 1, 4);
        Tensor scores = parts[0].MatMul(parts[1], transposeRight: true) * (1 / Math.Sqrt(size));
        if (_causal)
            scores += Future(length, packed.Precision);
        Tensor attention = _dropout!.Forward(scores.Softmax(-1), mode);
        return attention.MatMul(parts[2]).Permute(0, 2, 1, 3).Reshape(batch, length, _width);
    }

    // Minus infinity where a place would look ahead, zero elsewhere.
    private Tensor Future(int length, Precision precision)
    {
        if (_future.Length != length * length)
        {
            _future = new float[length * length];
            for (int i = 0; i < length; i++)
                _future.AsSpan((i * length) + i + 1, length - i - 1).Fill(float.NegativeInfinity);
        }

        return Tensor.Of(_future, [length, length]).To(precision);
    }
}
