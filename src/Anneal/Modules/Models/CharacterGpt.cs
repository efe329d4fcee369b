using Anneal.Modules.Initial;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules.Models;

/// <summary>A small GPT over characters: whole numbers [batch, length] become scores [batch, length, vocabulary] for what comes next.</summary>
/// <remarks>
/// Radford et al. 2019 in small: embeddings of characters and places, blocks with the norms in front and GELU, a last norm, and scores by the
/// embeddings themselves. Weights begin normal with deviation 0.02, those before a sum with 0.02/√(2·layers).
/// </remarks>
public sealed class CharacterGpt : Module
{
    private readonly int _context;
    private readonly Embedding _characters;
    private readonly Embedding _places;
    private readonly Sequential _blocks;
    private readonly LayerNorm _norm;
    private readonly Dropout? _dropout;
    private readonly int[] _positions;

    /// <summary>A model.</summary>
    /// <param name="vocabulary">How many characters there are.</param>
    /// <param name="context">The longest text it takes; default 64.</param>
    /// <param name="width">Length of the vectors; default 128.</param>
    /// <param name="layers">How many blocks; default 4.</param>
    /// <param name="heads">Heads of each attention; default 4.</param>
    /// <param name="dropout">Share that falls while learning; default 0.</param>
    public CharacterGpt(int vocabulary, int context = 64, int width = 128, int layers = 4, int heads = 4, double dropout = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        (_context, _positions) = (context, [.. Enumerable.Range(0, context)]);
        _characters = Part("wte", new Embedding(vocabulary, width));
        _places = Part("wpe", new Embedding(context, width));
        Module[] blocks = new Module[layers];
        for (int i = 0; i < layers; i++)
            blocks[i] = new TransformerLayer(width, heads, 4 * width, dropout, normFirst: true, gelu: true, causal: true);
        _blocks = Part("h", new Sequential(blocks));
        _norm = Part("ln_f", new LayerNorm(width));
        _dropout = dropout == 0 ? null : Part("drop", new Dropout(dropout));
        BeginWith(Initializer.Normal(0.02));
        foreach ((string path, Module module) in Descend())
        {
            if (module is Linear linear && (path.EndsWith("out_proj", StringComparison.Ordinal) || path.EndsWith("linear2", StringComparison.Ordinal)))
                linear.Weight.Initializer = Initializer.Normal(0.02 / Math.Sqrt(2 * layers));
        }
    }

    /// <summary>The longest text it takes.</summary>
    public int Context => _context;

    /// <summary>Scores for what comes after each character.</summary>
    /// <param name="characters">Numbers of characters, row by row.</param>
    /// <param name="shape">[batch, length], the length at most <see cref="Context"/>.</param>
    /// <param name="mode">Whether it is to learn or to judge.</param>
    /// <exception cref="ArgumentException">The text is longer than the context, or the shape has not two sizes.</exception>
    public Tensor Forward(ReadOnlySpan<int> characters, Shape shape, Mode mode)
    {
        Check(shape);
        return Scores(_characters.Forward(characters, shape), mode);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        Check(input.Shape);
        return Scores(_characters.Forward(input, mode), mode);
    }

    private Tensor Scores(Tensor x, Mode mode)
    {
        x += _places.Weight.Tensor.Lookup(_positions.AsSpan(0, x.Shape[1]));
        if (_dropout is not null)
            x = _dropout.Forward(x, mode);
        return _norm.Forward(_blocks.Forward(x, mode), mode).Linear(_characters.Weight);
    }

    private void Check(Shape shape)
    {
        if (shape.Rank != 2 || shape[1] > _context || shape[1] == 0)
            throw new ArgumentException($"The text {shape} must be [batch, length] with 1 to {_context} characters.");
    }
}
