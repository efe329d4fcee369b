using Anneal.Cli.Storage;

namespace Anneal.Tests.Cli.Storage;

public class ThinnedCurveTests
{
    [Theory, InlineData(1), InlineData(31), InlineData(32), InlineData(33), InlineData(1000), InlineData(123_457)]
    public void Points_are_the_means_of_stretches_of_equal_length(int count)
    {
        ThinnedCurve curve = new();
        double[] values = [.. Enumerable.Range(0, count).Select(i => Math.Sin(i / 50.0))];
        foreach (double value in values)
            curve.Add(value);
        Assert.InRange(curve.Points.Count, Math.Min(count, 16), ThinnedCurve.Most);
        Assert.Equal(count, (curve.Whole * curve.Stretch) + curve.Begun);
        double[] means = [.. values.Chunk((int)curve.Stretch).Select(stretch => stretch.Average())];
        Assert.Equal(means.Length, curve.Points.Count);
        Assert.All(means.Zip(curve.Points), pair => Assert.InRange(pair.Second - pair.First, -1e-7, 1e-7));
    }

    [Fact]
    public void A_curve_without_height_stays_so_after_reading()
    {
        ThinnedCurve curve = new();
        for (int i = 0; i < 2001; i++)
            curve.Add(1.9833333);
        using MemoryStream bytes = new();
        using BinaryWriter output = new(bytes);
        curve.Write(output);
        bytes.Position = 0;
        using BinaryReader input = new(bytes);
        Assert.Single(ThinnedCurve.Read(input).Points.Distinct());
    }

    [Fact]
    public void A_curve_goes_on_after_writing_and_reading_as_if_it_had_never_stopped()
    {
        (ThinnedCurve whole, ThinnedCurve read) = (new(), new());
        for (int i = 0; i < 5000; i++)
        {
            double value = i % 100 < 40 ? double.NaN : i;
            whole.Add(value);
            read.Add(value);
            if (i % 777 != 0)
                continue;
            using MemoryStream bytes = new();
            using BinaryWriter output = new(bytes);
            read.Write(output);
            bytes.Position = 0;
            using BinaryReader input = new(bytes);
            read = ThinnedCurve.Read(input);
        }

        Assert.Equal(whole.Points.Count, read.Points.Count);
        Assert.All(whole.Points.Zip(read.Points), pair => Assert.True(double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : Math.Abs(pair.First - pair.Second) <= 1e-6 * pair.First));
    }
}
