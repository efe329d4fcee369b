using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>Linear layers with ReLUs between them; whatever comes in is flattened first.</summary>
public sealed class MultilayerPerceptron : Module
{
    private readonly Sequential _layers;

    /// <summary>A network.</summary>
    /// <param name="sizes">Inputs, the widths in between, outputs: at least two numbers.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes.</exception>
    public MultilayerPerceptron(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length < 2)
            throw new ArgumentException("A perceptron needs at least the number of its inputs and of its outputs.", nameof(sizes));
        List<Module> layers = [new Flatten()];
        for (int i = 1; i < sizes.Length; i++)
        {
            layers.Add(new Linear(sizes[i - 1], sizes[i]));
            if (i < sizes.Length - 1)
                layers.Add(new Relu());
        }

        _layers = Part("", new Sequential([.. layers]));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode) => _layers.Forward(input, mode);
}
