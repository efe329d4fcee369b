using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Attention, then two linear layers for every place, each with a way around it and a layer norm; [batch, length, width] stays so.</summary>
/// <remarks>
/// Vaswani et al. 2017. Called as PyTorch's <c>TransformerEncoderLayer</c> with <c>batch_first</c>: self_attn, linear1, linear2, norm1, norm2.
/// </remarks>
public sealed class TransformerLayer : Module
{
    private readonly MultiHeadAttention _attention;
    private readonly Linear _linear1;
    private readonly Linear _linear2;
    private readonly LayerNorm _norm1;
    private readonly LayerNorm _norm2;
    private readonly Dropout? _dropout;
    private readonly Dropout? _dropout1;
    private readonly Dropout? _dropout2;
    private readonly bool _normFirst;
    private readonly bool _gelu;

    /// <summary>A layer.</summary>
    /// <param name="width">Length of the vectors.</param>
    /// <param name="heads">Heads of the attention.</param>
    /// <param name="hidden">Numbers between the two linear layers.</param>
    /// <param name="dropout">Share that falls, of the attention and behind it, between the linear layers and behind them; default 0.</param>
    /// <param name="normFirst">Whether the norms stand before attention and linear layers, as in GPT-2, instead of behind the sums (default false).</param>
    /// <param name="gelu">Whether GELU stands between the linear layers instead of ReLU; default false.</param>
    /// <param name="causal">Whether a place sees itself and what is before it only; default false.</param>
    public TransformerLayer(int width, int heads, int hidden, double dropout = 0, bool normFirst = false, bool gelu = false, bool causal = false)
    {
        (_normFirst, _gelu) = (normFirst, gelu);
        _attention = Part("self_attn", new MultiHeadAttention(width, heads, causal, dropout));
        _linear1 = Part("linear1", new Linear(width, hidden));
        _linear2 = Part("linear2", new Linear(hidden, width));
        _norm1 = Part("norm1", new LayerNorm(width));
        _norm2 = Part("norm2", new LayerNorm(width));
        if (dropout == 0)
            return;
        _dropout = Part("dropout", new Dropout(dropout));
        _dropout1 = Part("dropout1", new Dropout(dropout));
        _dropout2 = Part("dropout2", new Dropout(dropout));
    }

    /// <inheritdoc/>
    public override string Description => $"TransformerLayer({_linear1.Weight.Shape[1]}, hidden {_linear1.Weight.Shape[0]})";

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        if (_normFirst)
        {
            input += Attend(_norm1.Forward(input, mode), mode);
            return input + Transform(_norm2.Forward(input, mode), mode);
        }

        input = _norm1.Forward(input + Attend(input, mode), mode);
        return _norm2.Forward(input + Transform(input, mode), mode);
    }

    private Tensor Attend(Tensor x, Mode mode) => Dropped(_dropout1, _attention.Forward(x, mode), mode);

    private Tensor Transform(Tensor x, Mode mode)
    {
        Tensor inner = _linear1.Forward(x, mode);
        inner = Dropped(_dropout, _gelu ? inner.Gelu() : inner.Relu(), mode);
        return Dropped(_dropout2, _linear2.Forward(inner, mode), mode);
    }

    private static Tensor Dropped(Dropout? dropout, Tensor x, Mode mode) => dropout is null ? x : dropout.Forward(x, mode);
}
