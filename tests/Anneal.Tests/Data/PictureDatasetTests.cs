using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Bytes become the very numbers torchvision makes of them.</summary>
public class PictureDatasetTests
{
    [Fact]
    public void Every_byte_becomes_the_nearest_number_to_its_255th_part()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        var values = new float[256];
        Pixels.Widen(bytes, values);
        Assert.Equal(bytes.Select(b => b / 255f), values);
        foreach (byte b in bytes)
        {
            Pixels.Widen([b], values);
            Assert.Equal(b / 255f, values[0]);
        }
    }

    [Fact]
    public void Lengths_of_any_kind_are_filled_and_nothing_behind_them()
    {
        for (int length = 0; length < 150; length++)
        {
            byte[] bytes = Samples.Noise(length, length);
            float[] values = [.. Enumerable.Repeat(-7f, length + 3)];
            Pixels.Widen(bytes, values.AsSpan(0, length));
            Assert.Equal([.. bytes.Select(b => b / 255f), -7, -7, -7], values);
            Pixels.Normalize(values.AsSpan(0, length), 0.3f, 0.7f);
            Assert.Equal([.. bytes.Select(b => ((b / 255f) - 0.3f) / 0.7f), -7, -7, -7], values);
        }
    }

    [Fact]
    public void Normalised_pictures_are_shifted_and_scaled_channel_by_channel()
    {
        byte[] pixels = Samples.Noise(2 * 3 * 35);
        PictureDataset plain = new(pixels, [3, 5, 7], new byte[2], 10, []);
        PictureDataset normalized = plain.Normalized([0.1, 0.2, 0.3], [0.5, 0.25, 2]);
        var input = new float[105];
        normalized.ReadInput(1, input);
        float[] mean = [0.1f, 0.2f, 0.3f], deviation = [0.5f, 0.25f, 2];
        Assert.Equal(Enumerable.Range(0, 105).Select(i => ((pixels[105 + i] / 255f) - mean[i / 35]) / deviation[i / 35]), input);
        Assert.Equal([(0 - 0.1f) / 0.5f, (0 - 0.2f) / 0.25f, (0 - 0.3f) / 2], normalized.Outside.ToArray());
        Assert.Equal([(0 - 0.1f) / 0.5f, (0 - 0.2f) / 0.25f, (0 - 0.3f) / 2], normalized.Pick(1).Outside.ToArray());
        Assert.True(plain.Outside.IsEmpty);
    }

    [Fact]
    public void Statistics_are_those_of_the_plain_loop_and_normalise_to_mean_0_and_deviation_1()
    {
        byte[] pixels = Samples.Noise(9 * 2 * 12);
        PictureDataset data = new(pixels, [2, 3, 4], new byte[9], 10, []);
        (double[] mean, double[] deviation) = data.Statistics();
        for (int channel = 0; channel < 2; channel++)
        {
            double[] values = [.. pixels.Where((_, place) => place / 12 % 2 == channel).Select(pixel => pixel / 255.0)];
            Agree.Within(1e-12, values.Average(), mean[channel]);
            Agree.Within(1e-12, Math.Sqrt(values.Average(value => Math.Pow(value - values.Average(), 2))), deviation[channel]);
        }

        PictureData both = new PictureData(data, data, "here").Normalized();
        var sums = new double[2];
        var input = new float[24];
        for (int i = 0; i < 9; i++)
        {
            both.Validation.ReadInput(i, input);
            (sums[0], sums[1]) = (sums[0] + input.Take(12).Sum(), sums[1] + input.Skip(12).Sum());
        }

        Assert.All(sums, sum => Assert.InRange(sum, -1e-4, 1e-4));
    }

    [Fact]
    public void Normalising_wants_one_positive_deviation_for_each_channel()
    {
        PictureDataset data = new(new byte[8], [2, 2, 2], new byte[1], 10, []);
        Assert.Contains("2 channels", Agree.Refused(() => data.Normalized([0.1], [0.2])), StringComparison.Ordinal);
        Agree.Refused(() => data.Normalized([0, 0], [1, 0]));
        Agree.Refused(() => data.Normalized([0, double.NaN], [1, 1]));
        Agree.Refused(() => data.Normalized([0, 0], [1, double.PositiveInfinity]));
        Agree.Refused(() => data.ReadInput(1, new float[8]));
        Agree.Refused(() => data.ReadInput(-1, new float[8]));
        Agree.Refused(() => data.Label(1));
    }
}
