using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Sees every module's input and output while forward passes run on its thread.</summary>
internal abstract class ForwardObserver : IDisposable
{
    [ThreadStatic]
    private static ForwardObserver? _current;

    private readonly ForwardObserver? _outer;

    protected ForwardObserver() => (_outer, _current) = (_current, this);

    /// <summary>The one that watches this thread; null when nobody does.</summary>
    public static ForwardObserver? Current => _current;

    /// <summary>A module is about to compute.</summary>
    public abstract void Enter(Module module, Tensor input);

    /// <summary>A module has computed.</summary>
    public abstract void Leave(Module module, Tensor output);

    public void Dispose() => _current = _outer;
}
