using Anneal.Data;

namespace Anneal.Cli.Experiments;

/// <summary>Data that is looked for on this machine, and downloaded where it is not there.</summary>
internal static class DownloadedData
{
    public static ExperimentData FashionMnist(DataSource source) => Find(Data.FashionMnist.Source, Data.FashionMnist.Find, source);

    public static ExperimentData Mnist(DataSource source) => Find(Data.Mnist.Source, Data.Mnist.Find, source);

    /// <summary>CIFAR-10, or CIFAR-100 where the folder that is named has it.</summary>
    public static ExperimentData Cifar(DataSource source)
        => source.Path is string path && File.Exists(Path.Combine(path, "train.bin"))
            ? Find(Cifar100.Source, Cifar100.Find, source, normalized: true)
            : Find(Cifar10.Source, Cifar10.Find, source, normalized: true);

    private static ExperimentData Find(KnownData known, Func<string?, Func<string, string?>?, PictureData> find, DataSource source, bool normalized = false)
    {
        PictureData data;
        try
        {
            data = find(source.Path, null);
        }
        // A folder that was named is not filled: the user meant what is in it.
        catch (FileNotFoundException) when (source.Path is null)
        {
            source.Progress.WriteLine($"{known.Name} is not on this machine: downloading {known.Downloads.Sum(file => file.Length) / 1e6:0} MB.");
            using HttpClient client = new() { Timeout = TimeSpan.FromMinutes(10) };
            data = find(new DataDownload(client).FetchAsync(known, progress: new DownloadLines(source.Progress)).GetAwaiter().GetResult(), null);
        }

        if (normalized)
            data = data.Normalized();
        return new(data.Training, data.Validation, FormattableString.Invariant($"{known.Name} in {data.Folder}, {data.Training.Count} pictures to learn from and {data.Validation.Count} to judge by"));
    }

    /// <summary>A line for each quarter of a file.</summary>
    private sealed class DownloadLines(TextWriter output) : IProgress<DownloadProgress>
    {
        private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);

        public void Report(DownloadProgress value)
        {
            long quarter = value.Received * 4 / Math.Max(1, value.Length);
            if (_told.TryGetValue(value.File, out long last) && quarter <= last)
                return;
            _told[value.File] = quarter;
            output.WriteLine(FormattableString.Invariant($"  {value.File}: {value.Received / 1e6:0.0} of {value.Length / 1e6:0.0} MB"));
        }
    }
}
