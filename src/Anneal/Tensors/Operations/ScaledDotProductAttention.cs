namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>softmax(q·kᵀ·scale + bias)·v: for each query [..., T, d] the mean of the values [..., S, e], weighted by how its key [..., S, d] fits.</summary>
    /// <param name="query">[..., T, d].</param>
    /// <param name="key">[..., S, d].</param>
    /// <param name="value">[..., S, e]; the result is [..., T, e].</param>
    /// <param name="mask">Zero where a query must not see a key; its shape can be stretched to [..., T, S]. A query that sees none gets zeros. Default: all see all.</param>
    /// <param name="bias">Added to the scores; its shape can be stretched to [..., T, S]. Default nothing.</param>
    /// <param name="causal">Whether a query sees only keys up to its own place; default false.</param>
    /// <param name="scale">Default 1/√d.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; they are named.</exception>
    /// <remarks>Vaswani et al. 2017. PyTorch's <c>scaled_dot_product_attention</c>; a mask of zeros and ones is PyTorch's boolean one, a bias its mask of floats.</remarks>
    public static Tensor ScaledDotProductAttention(Tensor query, Tensor key, Tensor value, Tensor? mask = null, Tensor? bias = null, bool causal = false, double? scale = null)
        => Attention.Of(query.Node.Plain(), key.Node.Plain(), value.Node.Plain(), new(mask?.Node.Plain(), bias?.Node.Plain(), causal, scale)).Result();

    /// <summary>Attention of several heads, which lie beside each other in the last dimension: [N, T, heads·d] looks at keys [N, S, heads·d] and gets [N, T, heads·e].</summary>
    /// <param name="key">[N, S, heads·d].</param>
    /// <param name="value">[N, S, heads·e].</param>
    /// <param name="heads">How many.</param>
    /// <param name="mask">Zero where a query must not see a key; its shape can be stretched to [N, heads, T, S]. Default: all see all.</param>
    /// <param name="bias">Added to the scores; its shape can be stretched to [N, heads, T, S]. Default nothing.</param>
    /// <param name="causal">Whether a query sees only keys up to its own place; default false.</param>
    /// <param name="scale">Default 1/√d.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; they are named.</exception>
    /// <remarks>Heads are read and written where they lie; nothing is copied.</remarks>
    public Tensor MultiHeadAttention(Tensor key, Tensor value, int heads, Tensor? mask = null, Tensor? bias = null, bool causal = false, double? scale = null)
        => Attention.OfHeads(Node.Plain(), key.Node.Plain(), value.Node.Plain(), heads, new(mask?.Node.Plain(), bias?.Node.Plain(), causal, scale)).Result();

    /// <summary>Attention of several heads to their own sequence: [N, T, 3·heads·d] holds queries, keys and values of all heads, as one Linear gives them; the result is [N, T, heads·d].</summary>
    /// <param name="heads">How many.</param>
    /// <param name="mask">Zero where a query must not see a key; its shape can be stretched to [N, heads, T, T]. Default: all see all.</param>
    /// <param name="bias">Added to the scores; its shape can be stretched to [N, heads, T, T]. Default nothing.</param>
    /// <param name="causal">Whether a query sees only keys up to its own place; default false.</param>
    /// <param name="scale">Default 1/√d.</param>
    /// <exception cref="ArgumentException">Shapes do not fit; they are named.</exception>
    /// <remarks>The order is that of PyTorch's <c>in_proj_weight</c>: all queries, all keys, all values. Nothing is copied.</remarks>
    public Tensor SelfAttention(int heads, Tensor? mask = null, Tensor? bias = null, bool causal = false, double? scale = null)
        => Attention.OfPacked(Node.Plain(), heads, new(mask?.Node.Plain(), bias?.Node.Plain(), causal, scale)).Result();
}

/// <summary>What an attention does besides comparing queries and keys.</summary>
internal readonly record struct AttentionOptions(Operation? Mask, Operation? Bias, bool Causal, double? Scale);
