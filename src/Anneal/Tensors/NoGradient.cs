namespace Anneal.Tensors;

/// <summary>While it lives, operations on this thread remember nothing: nothing can go back through them. PyTorch's <c>no_grad</c>.</summary>
/// <example><code>using (Tensor.NoGradient()) { … }</code></example>
public readonly ref struct NoGradient
{
    private readonly Ambient _ambient;

    internal NoGradient(Ambient ambient)
    {
        _ambient = ambient;
        ambient.WithoutGradient++;
    }

    /// <summary>Ends the scope; the one around it, if any, goes on.</summary>
    public void Dispose() => _ambient.WithoutGradient--;
}
