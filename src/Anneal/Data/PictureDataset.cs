using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Pictures of classes, kept as bytes and widened to b/255 when read, as torchvision's <c>ToTensor</c> does, then perhaps normalised, as its <c>Normalize</c> does; both bit for bit.</summary>
public sealed class PictureDataset : Dataset
{
    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<byte> _labels;
    private readonly IReadOnlyList<string> _classNames;
    private readonly float[] _mean = [];
    private readonly float[] _deviation = [];
    private readonly float[] _outside = [];

    /// <summary>Pictures that were read and checked; <see cref="IdxFiles"/> and <see cref="CifarFiles"/> make them.</summary>
    internal PictureDataset(ReadOnlyMemory<byte> pixels, Shape shape, ReadOnlyMemory<byte> labels, int classes, IReadOnlyList<string> classNames)
    {
        (_pixels, InputShape, _labels, Classes, _classNames) = (pixels, shape, labels, classes, classNames);
    }

    private PictureDataset(PictureDataset same, ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
        : this(same._pixels, same.InputShape, same._labels, same.Classes, same._classNames)
    {
        // torchvision computes in single precision too.
        (_mean, _deviation) = (mean.ToArray().Select(value => (float)value).ToArray(), deviation.ToArray().Select(value => (float)value).ToArray());
        _outside = [.. _mean.Zip(_deviation, (m, d) => (0 - m) / d)];
    }

    /// <inheritdoc/>
    public override int Count => _labels.Length;

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override int Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => _classNames;

    /// <inheritdoc/>
    public override ReadOnlySpan<float> Outside => _outside;

    internal override bool IsInMemory => true;

    /// <summary>The same pictures, whose numbers are (b/255 − mean)/deviation, channel by channel.</summary>
    /// <param name="mean">One for each channel, of numbers between 0 and 1.</param>
    /// <param name="deviation">One for each channel, above 0.</param>
    /// <exception cref="ArgumentException">There are not as many as channels, or one is no number, or a deviation not above 0.</exception>
    public PictureDataset Normalized(ReadOnlySpan<double> mean, ReadOnlySpan<double> deviation)
    {
        int channels = InputShape[0];
        if (mean.Length != channels || deviation.Length != channels)
            throw new ArgumentException($"Pictures of {channels} channels are normalised by {channels} means and deviations, not by {mean.Length} and {deviation.Length}.", nameof(mean));
        foreach (double value in mean)
        {
            if (!float.IsFinite((float)value))
                throw new ArgumentException(FormattableString.Invariant($"{value} is no mean: it must be a finite number."), nameof(mean));
        }

        foreach (double value in deviation)
        {
            if (!((float)value > 0) || !float.IsFinite((float)value))
                throw new ArgumentException(FormattableString.Invariant($"{value} is no deviation: it must be above 0 and finite."), nameof(deviation));
        }

        return new(this, mean, deviation);
    }

    /// <summary>Mean and standard deviation of b/255 over all pixels of all pictures, channel by channel: what <see cref="Normalized"/> takes.</summary>
    /// <remarks>Counted exactly; the deviation divides by the number of pixels. Take the training part's for the validation part too.</remarks>
    public (double[] Mean, double[] Deviation) Statistics()
    {
        int channels = InputShape[0], plane = InputShape.FlattenedLength / channels;
        (double[] means, double[] deviations) = (new double[channels], new double[channels]);
        for (int channel = 0; channel < channels; channel++)
        {
            long sum = 0, squares = 0;
            for (int index = 0; index < Count; index++)
            {
                foreach (byte pixel in _pixels.Span.Slice((index * InputShape.FlattenedLength) + (channel * plane), plane))
                    (sum, squares) = (sum + pixel, squares + (pixel * pixel));
            }

            double count = (double)Count * plane, mean = sum / count;
            (means[channel], deviations[channel]) = (mean / 255, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))) / 255);
        }

        return (means, deviations);
    }

    /// <inheritdoc/>
    public override void ReadInput(int index, Span<float> input)
    {
        CheckIndex(index, nameof(index));
        int length = InputShape.FlattenedLength;
        Pixels.Widen(_pixels.Span.Slice(index * length, length), input);
        int plane = _mean.Length == 0 ? 0 : length / _mean.Length;
        for (int channel = 0; channel < _mean.Length; channel++)
            Pixels.Normalize(input.Slice(channel * plane, plane), _mean[channel], _deviation[channel]);
    }

    internal override void Expect(int index) => Pixels.Fetch(_pixels.Span.Slice(index * InputShape.FlattenedLength, InputShape.FlattenedLength));

    /// <inheritdoc/>
    public override int Label(int index)
    {
        CheckIndex(index, nameof(index));
        return _labels.Span[index];
    }
}
