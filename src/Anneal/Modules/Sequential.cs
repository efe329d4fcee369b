using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Modules one after the other; the parts are called 0, 1, 2, …, as in PyTorch.</summary>
public sealed class Sequential : Module
{
    private readonly Module[] _modules;
    private Module[]? _fused;

    /// <summary>A chain.</summary>
    /// <param name="modules">The modules, first to last.</param>
    public Sequential(params ReadOnlySpan<Module> modules)
    {
        _modules = modules.ToArray();
        for (int i = 0; i < _modules.Length; i++)
            Part(FormattableString.Invariant($"{i}"), _modules[i]);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
    {
        // Whoever watches wants to see every module by itself.
        foreach (Module module in ForwardObserver.Current is null ? _fused ??= Fusion.Of(_modules) : _modules)
            input = module.Forward(input, mode);
        return input;
    }
}
