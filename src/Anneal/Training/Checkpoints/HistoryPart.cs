namespace Anneal.Training.Checkpoints;

/// <summary>What was measured so far.</summary>
internal static class HistoryPart
{
    /// <summary>Times are no numbers of the training: they differ from run to run.</summary>
    public const string Seconds = "history.seconds";

    private const string Losses = "history.losses";
    private const string Rates = "history.rates";
    private const string Epochs = "history.epochs";
    private const string EpochRates = "history.epoch_rates";
    private const string MetricPrefix = "history.metric.";
    private const string PlacePrefix = "history.epochs_of.";

    public static void Save(CheckpointContents contents, History history)
    {
        IReadOnlyList<EpochRecord> epochs = history.Epochs;
        contents.Add(Losses, history.Losses);
        contents.Add(Rates, history.Rates);
        contents.Add(Epochs, [.. epochs.SelectMany(epoch => new long[] { epoch.Epoch, epoch.Step, epoch.Examples })]);
        contents.Add(EpochRates, [.. epochs.Select(epoch => epoch.LearningRate)]);
        contents.Add(Seconds, [.. epochs.Select(epoch => epoch.Seconds)]);
        // Not every epoch has every metric: validation data may have come later.
        foreach (string metric in epochs.SelectMany(epoch => epoch.Values.Keys).Distinct())
        {
            int[] places = [.. Enumerable.Range(0, epochs.Count).Where(i => epochs[i].Values.ContainsKey(metric))];
            contents.Add(PlacePrefix + metric, [.. places.Select(place => (long)place)]);
            contents.Add(MetricPrefix + metric, [.. places.Select(place => epochs[place].Values[metric])]);
        }
    }

    public static Action Prepare(CheckpointContents contents, History history)
    {
        (double[] losses, double[] rates, double[] epochRates, double[] seconds) = (contents.Numbers(Losses), contents.Numbers(Rates), contents.Numbers(EpochRates), contents.Numbers(Seconds));
        long[] facts = contents.Wholes(Epochs, 3 * epochRates.Length);
        SortedDictionary<string, double>[] values = [.. epochRates.Select(_ => new SortedDictionary<string, double>(StringComparer.Ordinal))];
        foreach (string metric in contents.Names(MetricPrefix))
        {
            foreach ((long place, double value) in contents.Wholes(PlacePrefix + metric).Zip(contents.Numbers(MetricPrefix + metric)))
                values[place][metric] = value;
        }

        EpochRecord[] epochs = [.. values.Select((one, i) => new EpochRecord((int)facts[3 * i], facts[(3 * i) + 1], epochRates[i], seconds[i], facts[(3 * i) + 2], one))];
        return () => history.Replace(epochs, losses, rates);
    }
}
