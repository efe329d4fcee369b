namespace Anneal.Modules;

/// <summary>Neighbours in a chain that are faster as one.</summary>
internal static class Fusion
{
    /// <summary>The chain with every run of neighbours that one module can do together replaced by that module.</summary>
    public static Module[] Of(ReadOnlySpan<Module> modules)
    {
        List<Module> chain = [];
        foreach (Module module in modules)
        {
            if (chain.Count > 0 && chain[^1] is IFusable before && before.With(module) is Module together)
                chain[^1] = together;
            else
                chain.Add(module);
        }

        return [.. chain];
    }
}

/// <summary>A module that can take the work of its neighbour along.</summary>
internal interface IFusable
{
    /// <summary>A module that does both, with the same weights; null when these two stay apart.</summary>
    Module? With(Module next);
}
