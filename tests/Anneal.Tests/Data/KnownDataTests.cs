using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Known data is found where people put it, and the error says how to get it.</summary>
public sealed class KnownDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_known_can_be_fetched_and_told_apart()
    {
        Assert.Equal(["Fashion-MNIST", "MNIST", "CIFAR-10", "CIFAR-100"], KnownData.All.Select(data => $"{data}"));
        Assert.All(KnownData.All, data =>
        {
            Assert.Equal(data.Name.ToLowerInvariant(), data.Folder);
            Assert.All(data.Downloads, file => Assert.True(file.Sha256.Length == 64 && file.Length > 1000 && file.Address.AbsolutePath.EndsWith("/" + file.Name, StringComparison.Ordinal)));
        });
        Assert.Equal(10, KnownData.All.SelectMany(data => data.Downloads).Select(file => file.Sha256).Distinct().Count());
    }

    [Theory]
    [InlineData("", "named/fashion-mnist")]
    [InlineData("", "named/FashionMNIST/raw")]
    [InlineData("", "named")]
    [InlineData("", "cache/anneal/fashion-mnist")]
    [InlineData(".gz", "named/fashion-mnist")]
    [InlineData(".gz", "cache/anneal/fashion-mnist")]
    public void Variable_and_cache_are_searched_with_their_folders(string ending, string place)
    {
        WriteLikeMnist(place, ending, first: 1);
        PictureData data = FashionMnist.Find(environment: Environment);
        Assert.Equal((2, 1, Path.Combine(_folder.Path, place)), (data.Training.Count, data.Validation.Count, data.Folder));
        Assert.Equal((1, 7), (data.Training.Label(0), data.Validation.Label(0)));
        Assert.Equal("Trouser", data.Training.ClassNames[1]);
    }

    [Fact]
    public void The_variable_comes_before_the_cache_and_subfolders_before_the_folder()
    {
        WriteLikeMnist("cache/anneal/mnist", "", 1);
        Assert.Equal(1, Mnist.Find(environment: Environment).Training.Label(0));
        WriteLikeMnist("named", "", 2);
        Assert.Equal(2, Mnist.Find(environment: Environment).Training.Label(0));
        WriteLikeMnist("named/mnist", "", 3);
        Assert.Equal(3, Mnist.Find(environment: Environment).Training.Label(0));
        WriteLikeMnist("given", "", 4);
        Assert.Equal(4, Mnist.Find(Path.Combine(_folder.Path, "given"), Environment).Training.Label(0));
    }

    [Fact]
    public void A_home_has_a_cache_and_a_cache_that_is_no_path_is_passed_over()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another cache");
        Assert.Equal("/home/me/.cache/anneal/mnist", DataFolder.Cache(Mnist.Source, name => name switch { "HOME" => "/home/me", "XDG_CACHE_HOME" => "relative", _ => null }));
        Assert.Equal("/var/cache/anneal/mnist", DataFolder.Cache(Mnist.Source, name => name switch { "HOME" => "/home/me", "XDG_CACHE_HOME" => "/var/cache", _ => null }));
        Assert.Null(DataFolder.Cache(Mnist.Source, _ => null));
    }

    [Fact]
    public void When_it_lies_nowhere_the_error_says_where_was_looked_and_what_to_do()
    {
        WriteLikeMnist("named/mnist", "", 1);
        File.Delete(Path.Combine(_folder.Path, "named/mnist/t10k-labels-idx1-ubyte"));
        string message = Assert.Throws<FileNotFoundException>(() => Mnist.Find(environment: Environment)).Message;
        foreach (string said in (string[])["MNIST was not found", $"{Path.Combine(_folder.Path, "named", "mnist")} (without t10k-labels-idx1-ubyte)", $"{Path.Combine(_folder.Path, "named")} (none of the files)", $"{Path.Combine(_folder.Path, "cache", "anneal", "mnist")} (no such folder)", "download 12 MB", "https://ossci-datasets.s3.amazonaws.com/mnist/t10k-labels-idx1-ubyte.gz", "set ANNEAL_DATA"])
            Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain("apt-get", message, StringComparison.Ordinal);
        Assert.Contains("tar -xzf", Assert.Throws<FileNotFoundException>(() => Cifar10.Find(environment: Environment)).Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install dataset-fashion-mnist", Assert.Throws<FileNotFoundException>(() => FashionMnist.Find(_folder.Path, Environment)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_given_is_the_only_one_looked_at()
    {
        WriteLikeMnist("named", "", 1);
        Assert.DoesNotContain("named", Assert.Throws<FileNotFoundException>(() => Mnist.Find(Path.Combine(_folder.Path, "given"), Environment)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cifar_is_found_as_its_archive_unpacks()
    {
        for (int i = 1; i <= 6; i++)
            _folder.Write(i < 6 ? $"ten/cifar-10-batches-bin/data_batch_{i}.bin" : "ten/cifar-10-batches-bin/test_batch.bin", [(byte)i, .. new byte[3072]]);
        PictureData ten = Cifar10.Find(Path.Combine(_folder.Path, "ten"));
        Assert.Equal(["automobile", "bird", "cat", "deer", "dog"], Enumerable.Range(0, 5).Select(i => ten.Training.ClassNames[ten.Training.Label(i)]));
        Assert.Equal((1, 6), (ten.Validation.Count, ten.Validation.Label(0)));
        _folder.Write("hundred/train.bin", [1, 42, .. new byte[3072]]);
        _folder.Write("hundred/test.bin", [1, 43, .. new byte[3072]]);
        PictureData hundred = Cifar100.Find(Path.Combine(_folder.Path, "hundred"));
        Assert.Equal(("leopard", "lion"), (hundred.Training.ClassNames[hundred.Training.Label(0)], hundred.Training.ClassNames[hundred.Validation.Label(0)]));
    }

    private string? Environment(string name) => name switch
    {
        "ANNEAL_DATA" => Path.Combine(_folder.Path, "named"),
        "XDG_CACHE_HOME" => Path.Combine(_folder.Path, "cache"),
        _ => null,
    };

    private void WriteLikeMnist(string place, string ending, byte first)
    {
        (string, byte[])[] files =
        [
            ("train-images-idx3-ubyte", Samples.Idx(new byte[8], 2, 2, 2)), ("train-labels-idx1-ubyte", Samples.Idx([first, 0], 2)),
            ("t10k-images-idx3-ubyte", Samples.Idx(new byte[4], 1, 2, 2)), ("t10k-labels-idx1-ubyte", Samples.Idx([7], 1)),
        ];
        foreach ((string name, byte[] bytes) in files)
            _folder.Write($"{place}/{name}{ending}", ending == "" ? bytes : Samples.Packed(bytes));
    }
}
