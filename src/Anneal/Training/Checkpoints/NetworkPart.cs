using Anneal.Modules;
using Anneal.Parameters;
using Anneal.Parameters.Files;

namespace Anneal.Training.Checkpoints;

/// <summary>Weights, all buffers, the weights of the best epoch, and the seed of what is random during training.</summary>
internal static class NetworkPart
{
    private const string BestPrefix = "best.";
    private const string BestNetworkPrefix = BestPrefix + SealedFile.NetworkPrefix;
    private const string BestBufferPrefix = BestPrefix + SealedFile.BufferPrefix;
    private const string SeedNote = "network.seed";

    public static void Save(CheckpointContents contents, Trainer trainer)
    {
        Module network = trainer.Network;
        foreach (Parameter parameter in network.Parameters)
            contents.Arrays[SealedFile.NetworkPrefix + parameter.Name] = WeightFiles.Tensor(parameter);
        foreach (Parameter buffer in network.Buffers)
            contents.Arrays[SealedFile.BufferPrefix + buffer.Name] = WeightFiles.Tensor(buffer);
        if (trainer.BestEpoch is NetworkNumbers best)
        {
            foreach ((string name, Array values) in best.Weights)
                contents.Arrays[BestNetworkPrefix + name] = new(network.Parameters[name].Shape, values);
            foreach ((string name, Array values) in best.Buffers)
                contents.Arrays[BestBufferPrefix + name] = new(network.Buffers[name].Shape, values);
        }

        contents.Notes[SeedNote] = FormattableString.Invariant($"{network.Seed}");
    }

    public static Action Prepare(CheckpointContents contents, Trainer trainer)
    {
        Module network = trainer.Network;
        int seed = int.Parse(contents.Note(SeedNote), System.Globalization.CultureInfo.InvariantCulture);
        Check(contents, SealedFile.NetworkPrefix, network.Parameters);
        Check(contents, SealedFile.BufferPrefix, network.Buffers);
        NetworkNumbers present = new(Values(contents, SealedFile.NetworkPrefix, network.Parameters), Values(contents, SealedFile.BufferPrefix, network.Buffers));
        NetworkNumbers? best = null;
        if (contents.HasAny(BestPrefix))
        {
            Check(contents, BestNetworkPrefix, network.Parameters);
            Check(contents, BestBufferPrefix, network.Buffers);
            best = new(Values(contents, BestNetworkPrefix, network.Parameters), Values(contents, BestBufferPrefix, network.Buffers));
        }

        return () =>
        {
            present.PutInto(network);
            trainer.BestEpoch = best;
            network.Seed = seed;
        };
    }

    private static Dictionary<string, Array> Values(CheckpointContents contents, string prefix, ParameterStore store)
        => store.ToDictionary(parameter => parameter.Name, parameter => contents.Arrays[prefix + parameter.Name].Values, StringComparer.Ordinal);

    private static void Check(CheckpointContents contents, string prefix, ParameterStore store)
    {
        List<string> differences = [];
        foreach (Parameter parameter in store)
        {
            if (!contents.Arrays.TryGetValue(prefix + parameter.Name, out FileTensor? array))
                differences.Add($"it has no '{parameter.Name}'");
            else if (array.Shape != parameter.Shape)
                differences.Add($"'{parameter.Name}' has the shape {array.Shape}, here {parameter.Shape}");
            else if (array.Values is float[] != store.Precision is Precision.Single)
                differences.Add($"'{parameter.Name}' holds {(array.Values is float[]? "floats, here doubles" : "doubles, here floats")}");
        }

        differences.AddRange(contents.Names(prefix).Where(name => !store.Contains(name)).Select(name => $"its '{name}' is not here"));
        if (differences.Count > 0)
            throw new ArgumentException($"The checkpoint is of another network: {string.Join("; ", differences.Take(5))}{(differences.Count > 5 ? $"; and {differences.Count - 5} more" : "")}. Build the network as it was, in its precision.");
    }
}
