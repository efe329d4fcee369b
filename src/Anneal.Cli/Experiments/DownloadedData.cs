using Anneal.Data;

namespace Anneal.Cli.Experiments;

/// <summary>Data that is looked for on this machine, and downloaded where it is not there.</summary>
internal static class DownloadedData
{
    public static ExperimentData FashionMnist(DataSource source) => From(Data.FashionMnist.Find(source.Path), source);
    public static ExperimentData Cifar(DataSource source) => throw new UserError("not yet");

    private static ExperimentData From(PictureData data, DataSource source) => new(data.Training, data.Validation, "Fashion-MNIST");
}
