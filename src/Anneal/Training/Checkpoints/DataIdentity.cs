using Anneal.Data;
using Anneal.Parameters;

namespace Anneal.Training.Checkpoints;

/// <summary>What must be the same for a run to see the batches that it would have seen.</summary>
/// <param name="Training">Settings of the loader and facts about its data, by name.</param>
/// <param name="Validation">The same for validation; null when there is none.</param>
internal sealed record DataIdentity(IReadOnlyDictionary<string, string> Training, IReadOnlyDictionary<string, string>? Validation)
{
    // So many examples are looked at: enough to notice other data or other preparation.
    private const int Looked = 16;

    public static DataIdentity Of(BatchLoader training, BatchLoader? validation) => new(Facts(training), validation is null ? null : Facts(validation));

    /// <summary>Throws when the data is not this.</summary>
    public void Demand(DataIdentity given)
    {
        if (Difference("training", Training, given.Training) is string training)
            throw new ArgumentException(training);
        if ((Validation is null) != (given.Validation is null))
            throw new ArgumentException($"The run had {(Validation is null ? "no validation data" : "validation data")} when the checkpoint was written, and now has {(Validation is null ? "some" : "none")}: give it what it had.");
        if (Validation is not null && Difference("validation", Validation, given.Validation!) is string validation)
            throw new ArgumentException(validation);
    }

    private static string? Difference(string what, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now)
    {
        string[] differing = [.. before.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Where(name => before.GetValueOrDefault(name) != now.GetValueOrDefault(name))
            .Select(name => $"{name} was {before.GetValueOrDefault(name, "not there")} and is {now.GetValueOrDefault(name, "not there")}")];
        return differing.Length == 0
            ? null
            : $"The {what} data is not what it was when the checkpoint was written: {string.Join("; ", differing)}. A run that goes on sees the batches it would have seen: give it the same data and loader, or take the weights alone, with network.Restore, and begin a new run.";
    }

    private static SortedDictionary<string, string> Facts(BatchLoader loader) => new(StringComparer.Ordinal)
    {
        ["Count"] = FormattableString.Invariant($"{loader.Data.Count}"),
        ["InputShape"] = loader.Data.InputShape.ToString(),
        ["Classes"] = FormattableString.Invariant($"{loader.Data.Classes}"),
        ["TargetShape"] = loader.Data.TargetShape.ToString(),
        ["BatchSize"] = FormattableString.Invariant($"{loader.BatchSize}"),
        ["BatchesPerEpoch"] = FormattableString.Invariant($"{loader.BatchesPerEpoch}"),
        ["Shuffle"] = loader.Shuffle is int seed ? FormattableString.Invariant($"{seed}") : "none",
        ["DropLast"] = loader.DropLast ? "true" : "false",
        ["Augmentations"] = loader.Augmentations.Count == 0 ? "none" : string.Join(", ", loader.Augmentations.Select(augmentation => augmentation.GetType().Name)),
        ["Contents"] = FormattableString.Invariant($"{Hash(loader):x16} (a hash of some examples, as the first epoch has them)"),
    };

    // Settings of augmentations are seen in what they do.
    private static ulong Hash(BatchLoader loader)
    {
        Dataset data = loader.Data;
        ulong hash = StableHash.Start;
        float[] input = new float[data.InputShape.FlattenedLength];
        float[] target = new float[data.Classes > 0 ? 0 : data.TargetShape.FlattenedLength];
        int looked = Math.Min(Looked, data.Count);
        for (int i = 0; i < looked; i++)
        {
            int index = looked == 1 ? 0 : (int)((long)i * (data.Count - 1) / (looked - 1));
            data.ReadInput(index, input);
            foreach (Augmentation augmentation in loader.Augmentations)
                augmentation.Apply(input, data.InputShape, data.Outside, new RandomNumbers(loader.Shuffle ?? 0, index));
            if (data.Classes > 0)
                hash = StableHash.Mix(hash ^ (ulong)data.Label(index));
            else
                data.ReadTarget(index, target);
            foreach (float[] values in (ReadOnlySpan<float[]>)[input, target])
            {
                foreach (float value in values)
                    hash = StableHash.Mix(hash + BitConverter.SingleToUInt32Bits(value));
            }
        }

        return hash;
    }
}
