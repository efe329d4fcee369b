using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>A Transformer encoder that classifies sequences: [batch, length, width] → layers → mean over the length → [batch, classes].</summary>
/// <remarks>Vaswani et al. 2017. Parameters are called layers.layers.0.self_attn.in_proj_weight, … and head.weight, as with PyTorch's <c>TransformerEncoder</c> in a field <c>layers</c>.</remarks>
public sealed class TransformerEncoder : Module
{
    private readonly Stack _layers;
    private readonly Linear _head;

    /// <summary>An encoder.</summary>
    /// <param name="width">Length of the vectors; default 128.</param>
    /// <param name="layers">How many layers; default 4.</param>
    /// <param name="heads">Heads of each attention; default 4.</param>
    /// <param name="hidden">Numbers between the linear layers; default 512.</param>
    /// <param name="classes">Scores that come out; default 10.</param>
    /// <param name="dropout">Share that falls while learning; default 0.</param>
    public TransformerEncoder(int width = 128, int layers = 4, int heads = 4, int hidden = 512, int classes = 10, double dropout = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        Module[] stack = new Module[layers];
        for (int i = 0; i < layers; i++)
            stack[i] = new TransformerLayer(width, heads, hidden, dropout);
        _layers = Part("layers", new Stack(new Sequential(stack)));
        _head = Part("head", new Linear(width, classes));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => _head.Forward(_layers.Forward(input, mode).Mean(1), mode);

    // PyTorch calls the list within its encoder layers, too.
    private sealed class Stack : Module
    {
        private readonly Sequential _layers;

        public Stack(Sequential layers) => _layers = Part("layers", layers);

        protected override Tensor Compute(Tensor input, Mode mode) => _layers.Forward(input, mode);
    }
}
