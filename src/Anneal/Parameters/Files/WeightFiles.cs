using System.Numerics;

namespace Anneal.Parameters.Files;

/// <summary>Saves and restores the weights of a store by the names of its parameters.</summary>
public static class WeightFiles
{
    /// <summary>Writes all weights as safetensors, whole or not at all.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="metadata">Notes for readers; none by default.</param>
    public static void SaveWeights(this ParameterStore store, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        SafeTensors.Write(path, store.ToDictionary(parameter => parameter.Name, Tensor), metadata);
    }

    /// <summary>Reads weights into the parameters of the same names; numbers of another precision are converted.</summary>
    /// <param name="store">The parameters.</param>
    /// <param name="path">A safetensors file, of <see cref="SaveWeights"/> or another library.</param>
    /// <param name="lenient">Whether to take what fits and report the rest (true), or refuse a file that does not fit as a whole (false, the default).</param>
    /// <returns>What was found.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    /// <exception cref="ArgumentException">A name or shape differs and <paramref name="lenient"/> is false; nothing was changed.</exception>
    public static RestoreReport RestoreWeights(this ParameterStore store, string path, bool lenient = false)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Restore(store, path, lenient, "the weights of these parameters");
    }

    /// <summary>Reads a file into parameters by their names.</summary>
    /// <param name="own">The parameters, perhaps of several stores.</param>
    /// <param name="path">The file.</param>
    /// <param name="lenient">Whether to take what fits.</param>
    /// <param name="what">What they are together, for the message.</param>
    internal static RestoreReport Restore(IReadOnlyCollection<Parameter> own, string path, bool lenient, string what)
    {
        IReadOnlyDictionary<string, FileTensor> tensors = Read(path, own);
        List<Parameter> restored = [];
        List<string> missing = [];
        List<string> mismatched = [];
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Parameter parameter in own)
        {
            names.Add(parameter.Name);
            if (!tensors.TryGetValue(parameter.Name, out FileTensor? tensor))
                missing.Add(parameter.Name);
            else if (tensor.Shape != parameter.Shape)
                mismatched.Add(parameter.Name);
            else
                restored.Add(parameter);
        }

        RestoreReport report = new(
            [.. restored.Select(parameter => parameter.Name)], missing, [.. tensors.Keys.Where(name => !names.Contains(name)).Order(StringComparer.Ordinal)], mismatched);
        if (!lenient && !report.IsComplete)
            throw new ArgumentException($"{path} does not hold {what}: {report}. Say lenient to take what fits.", nameof(path));
        foreach (Parameter parameter in restored)
        {
            if (parameter.Store.Precision is Precision.Single)
                Put<float>(parameter, tensors[parameter.Name]);
            else
                Put<double>(parameter, tensors[parameter.Name]);
        }

        return report;
    }

    // A checkpoint has them under names of its own, and more besides.
    private static IReadOnlyDictionary<string, FileTensor> Read(string path, IReadOnlyCollection<Parameter> own)
    {
        SafeTensorsFile file = SafeTensors.Read(path);
        if (!SealedFile.IsCheckpoint(file))
            return file.Tensors;
        HashSet<string> names = [.. own.Select(parameter => parameter.Name)];
        Dictionary<string, FileTensor> tensors = new(StringComparer.Ordinal);
        foreach ((string name, FileTensor tensor) in SealedFile.Read(path).Tensors)
        {
            if (name.StartsWith(SealedFile.NetworkPrefix, StringComparison.Ordinal))
                tensors.Add(name[SealedFile.NetworkPrefix.Length..], tensor);
            else if (name.StartsWith(SealedFile.BufferPrefix, StringComparison.Ordinal) && names.Contains(name[SealedFile.BufferPrefix.Length..]))
                tensors.Add(name[SealedFile.BufferPrefix.Length..], tensor);
        }

        return tensors;
    }

    /// <summary>A parameter as it stands in a file.</summary>
    internal static FileTensor Tensor(Parameter parameter) => new(
        parameter.Shape,
        parameter.Store.Precision is Precision.Single ? parameter.Weights.ToArray() : parameter.WeightsAs<double>().ToArray());

    private static void Put<T>(Parameter parameter, FileTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => tensor.As<T>().CopyTo(parameter.WeightsAs<T>());
}
