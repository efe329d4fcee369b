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
        (double[] mean, double[] deviation) = Training.Statistics();
        return Normalized(mean, deviation);
    }

    /// <summary>Both parts with (b/255 − mean)/deviation, channel by channel.</summary>
    /// <param name="mean">One for each channel.</param>
    /// <param name="deviation">One for each channel, above 0.</param>
    /// <exception cref="ArgumentException">There are not as many as channels, or a deviation is not above 0.</exception>
    public PictureData Normalized(ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
        => this with { Training = Training.Normalized(mean, deviation), Validation = Validation.Normalized(mean, deviation) };
}
