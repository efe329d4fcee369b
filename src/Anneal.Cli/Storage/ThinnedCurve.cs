namespace Anneal.Cli.Storage;

/// <summary>The course of any number of values as at most <see cref="Most"/> means of equally many each; enough for a sparkline.</summary>
internal sealed class ThinnedCurve
{
    public const int Most = 32;

    private readonly double[] _means = new double[Most];
    private double _sum;
    private int _finite;

    /// <summary>Whole stretches.</summary>
    public int Whole { get; private set; }

    /// <summary>Values of a stretch.</summary>
    public long Stretch { get; private set; } = 1;

    /// <summary>Values of the last stretch, which is not whole.</summary>
    public long Begun { get; private set; }

    /// <summary>The means, as exact as a curve's file keeps them, so that one without height stays so; NaN where no value of a stretch was finite.</summary>
    public IReadOnlyList<double> Points => [.. (Begun == 0 ? _means[..Whole] : [.. _means[..Whole], Mean]).Select(mean => (double)(float)mean)];

    private double Mean => _finite == 0 ? double.NaN : _sum / _finite;

    public void Add(double value)
    {
        if (double.IsFinite(value))
        {
            _sum += value;
            _finite++;
        }

        if (++Begun < Stretch)
            return;
        _means[Whole++] = Mean;
        (_sum, _finite, Begun) = (0, 0, 0);
        if (Whole == Most)
            Fold();
    }

    /// <summary>Writes the curve as numbers; <see cref="Read"/> is the way back.</summary>
    public void Write(BinaryWriter output)
    {
        output.Write(Stretch);
        output.Write(Begun);
        output.Write(_sum);
        output.Write(_finite);
        output.Write((byte)Whole);
        for (int i = 0; i < Whole; i++)
            output.Write((float)_means[i]);
    }

    public static ThinnedCurve Read(BinaryReader input)
    {
        ThinnedCurve curve = new() { Stretch = input.ReadInt64(), Begun = input.ReadInt64(), _sum = input.ReadDouble(), _finite = input.ReadInt32(), Whole = input.ReadByte() };
        for (int i = 0; i < curve.Whole; i++)
            curve._means[i] = input.ReadSingle();
        return curve;
    }

    // Two stretches become one of double length.
    private void Fold()
    {
        for (int i = 0; i < Most / 2; i++)
        {
            (double first, double second) = (_means[2 * i], _means[(2 * i) + 1]);
            _means[i] = double.IsNaN(first) ? second : double.IsNaN(second) ? first : (first / 2) + (second / 2);
        }

        (Whole, Stretch) = (Most / 2, Stretch * 2);
    }
}
