using Anneal.Parameters;
using Anneal.Parameters.Files;

namespace Anneal.Modules;

/// <summary>Networks as files under the names and in the layouts of PyTorch's state dictionaries: weights, and what modules remember.</summary>
public static class NetworkFiles
{
    /// <summary>Writes weights and buffers as safetensors, whole or not at all.</summary>
    /// <param name="network">An initialised network.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="metadata">Notes for readers; none by default.</param>
    public static void Save(this Module network, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        SafeTensors.Write(path, Entries(network).ToDictionary(entry => entry.Parameter.Name, entry => Tensor(entry.Parameter, entry.IsCount)), metadata);
    }

    /// <summary>Reads weights and buffers into a network; numbers of another precision are converted.</summary>
    /// <param name="network">An initialised network.</param>
    /// <param name="path">A safetensors file, of <see cref="Save"/> of another library that calls and lays out weights as PyTorch does, or a checkpoint, of which weights and buffers are taken.</param>
    /// <param name="lenient">Whether to take what fits and report the rest (true), or refuse a file that does not fit as a whole (false, the default).</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="ArgumentException">A name or shape differs and <paramref name="lenient"/> is false; nothing was changed.</exception>
    public static RestoreReport Restore(this Module network, string path, bool lenient = false)
    {
        ArgumentNullException.ThrowIfNull(network);
        return WeightFiles.Restore([.. Entries(network).Select(entry => entry.Parameter)], path, lenient, "this network");
    }

    private static IEnumerable<(Parameter Parameter, bool IsCount)> Entries(Module network)
    {
        foreach (Parameter parameter in network.Parameters)
            yield return (parameter, false);
        foreach (ModuleBuffer buffer in network.Descend().SelectMany(one => one.Module.Remembered).Where(buffer => !buffer.IsPrivate))
            yield return (buffer.Numbers, buffer.IsCount);
    }

    private static FileTensor Tensor(Parameter parameter, bool isCount)
    {
        FileTensor tensor = WeightFiles.Tensor(parameter);
        return isCount ? tensor with { Values = Array.ConvertAll(tensor.As<double>(), value => (long)value) } : tensor;
    }
}
