using System.Security.Cryptography;
using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Fashion-MNIST as Debian's package installs it; skipped where it is not.</summary>
public class FashionMnistTests
{
    private const string Debian = "/usr/share/datasets/fashion-mnist";

    [Fact]
    public void The_pictures_are_those_that_were_published()
    {
        PictureData data = Find();
        Assert.Equal((60000, 10000), (data.Training.Count, data.Validation.Count));
        Assert.Equal("[1, 28, 28]", $"{data.Training.InputShape}");
        Assert.Equal(["Ankle boot", "T-shirt/top", "T-shirt/top", "Dress"], Enumerable.Range(0, 4).Select(i => data.Training.ClassNames[data.Training.Label(i)]));
        Assert.All(Enumerable.Range(0, 10), label => Assert.Equal(6000, Enumerable.Range(0, 60000).Count(i => data.Training.Label(i) == label)));
        // The figures everybody normalises with.
        (double[] mean, double[] deviation) = data.Training.Statistics();
        Assert.Equal((0.2860, 0.3530), (Math.Round(mean[0], 4), Math.Round(deviation[0], 4)));
    }

    [Theory]
    [InlineData(0, 1504176606)]
    [InlineData(1, 1504176606)]
    [InlineData(2, 1504176627)]
    [InlineData(3, 1504176627)]
    public void Debians_files_are_the_published_ones_without_name_and_time(int index, uint time)
    {
        DataFile file = FashionMnist.Source.Downloads[index];
        string path = Path.Combine(Debian, file.Name);
        Assert.SkipUnless(File.Exists(path), "dataset-fashion-mnist is not installed");
        byte[] bytes = File.ReadAllBytes(path);
        byte[] published = [0x1f, 0x8b, 8, 8, .. BitConverter.GetBytes(time), 0, 3, .. System.Text.Encoding.ASCII.GetBytes(file.Name[..^3]), 0, .. bytes[10..]];
        Assert.Equal((file.Length, file.Sha256), (published.Length, Convert.ToHexStringLower(SHA256.HashData(published))));
    }

    [Fact]
    public void Files_of_mnist_are_not_taken_for_those_of_fashion_mnist()
    {
        Assert.SkipUnless(Directory.Exists(Debian), "dataset-fashion-mnist is not installed");
        Assert.Contains("files of Fashion-MNIST, not of MNIST", Assert.Throws<InvalidDataException>(() => Mnist.Find(Debian)).Message, StringComparison.Ordinal);
    }

    private static PictureData Find()
    {
        Assert.SkipUnless(Directory.Exists(Debian), "dataset-fashion-mnist is not installed");
        return FashionMnist.Find(Debian);
    }
}
