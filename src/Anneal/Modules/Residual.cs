using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>shortcut(x) + body(x).</summary>
/// <remarks>He et al. 2016. Without a shortcut the body must keep the shape.</remarks>
public sealed class Residual : Module
{
    private readonly Module _body;
    private readonly Module? _shortcut;

    /// <summary>A body with a way around it.</summary>
    /// <param name="body">What is added; its weights are called <c>body.…</c>.</param>
    /// <param name="shortcut">What the input goes through on its way around, <c>shortcut.…</c>; null, the default, for nothing.</param>
    public Residual(Module body, Module? shortcut = null)
    {
        _body = Part("body", body);
        _shortcut = shortcut is null ? null : Part("shortcut", shortcut);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        Tensor around = _shortcut is null ? input : _shortcut.Forward(input, mode);
        return around + _body.Forward(input, mode);
    }
}
