namespace Anneal.Data;

/// <summary>Pictures to train with and others to validate with, as they were published.</summary>
/// <param name="Training">What to train with.</param>
/// <param name="Validation">What to validate with.</param>
/// <param name="Folder">Where they were found.</param>
public sealed record PictureData(PictureDataset Training, PictureDataset Validation, string Folder)
{
    /// <summary>Both parts normalised by mean and deviation of the training part's pixels.</summary>
    public PictureData Normalized()
    {
        (PictureDataset training, _, _) = this;
        (double[] mean, double[] deviation) = training.Statistics();
        return Normalized(mean, deviation);
    }

    /// <summary>Both parts with (b/255 − mean)/deviation, channel by channel.</summary>
    /// <param name="mean">One for each channel.</param>
    /// <param name="deviation">One for each channel, above 0.</param>
    /// <exception cref="ArgumentException">There are not as many as channels, or a deviation is not above 0.</exception>
    public PictureData Normalized(ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        (PictureDataset training, PictureDataset validation, string folder) = this;
        return new(training.Normalized(mean, deviation), validation.Normalized(mean, deviation), folder);
    }
}
