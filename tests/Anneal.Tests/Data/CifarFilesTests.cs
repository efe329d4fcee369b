using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>CIFAR's records: labels, then red, green and blue.</summary>
public sealed class CifarFilesTests : IDisposable
{
    private const int Picture = 3072;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_cifar_10_are_read_one_behind_the_other()
    {
        byte[] first = [.. Record(1, 3), .. Record(2, 9)], second = Record(3, 0);
        PictureDataset data = CifarFiles.Read10(_folder.Write("a", first), _folder.Write("b", Samples.Packed(second)));
        Assert.Equal("3 [3, 32, 32] 10", $"{data.Count} {data.InputShape} {data.Classes}");
        Assert.Equal(["cat", "truck", "airplane"], Enumerable.Range(0, 3).Select(i => data.ClassNames[data.Label(i)]));
        var input = new float[Picture];
        data.ReadInput(2, input);
        Assert.Equal(second[1..].Select(pixel => pixel / 255f), input);
    }

    [Fact]
    public void Cifar_100_counts_the_fine_classes()
    {
        PictureDataset data = CifarFiles.Read100(_folder.Write("a", [.. Record(1, 19, 99), .. Record(2, 0, 7)]));
        Assert.Equal((2, 100, 99, 7), (data.Count, data.Classes, data.Label(0), data.Label(1)));
        Assert.Equal(100, Cifar100.ClassNames.Distinct().Count());
        Assert.Equal(Cifar100.ClassNames.Order(StringComparer.Ordinal), Cifar100.ClassNames);
    }

    [Fact]
    public void Damage_is_said_with_file_and_record()
    {
        Assert.Contains("b: 3072 bytes are no whole number", Refused(() => CifarFiles.Read10(_folder.Write("a", Record(1, 3)), _folder.Write("b", Record(1, 3)[1..]))), StringComparison.Ordinal);
        Assert.Contains("0 bytes", Refused(() => CifarFiles.Read10(_folder.Write("a", []))), StringComparison.Ordinal);
        Assert.Contains("record 1 has the label 10, but CIFAR-10", Refused(() => CifarFiles.Read10(_folder.Write("a", [.. Record(1, 3), .. Record(1, 10)]))), StringComparison.Ordinal);
        Assert.Contains("record 0 has the label 20, but CIFAR-100 counts coarse classes", Refused(() => CifarFiles.Read100(_folder.Write("a", Record(1, 20, 3)))), StringComparison.Ordinal);
        Agree.Refused(() => CifarFiles.Read10());
    }

    [Fact]
    public void Whatever_happens_to_a_file_it_is_refused_or_holds_whole_records()
    {
        byte[] plain = [.. Record(1, 3), .. Record(2, 9)];
        byte[][] files = [plain, Samples.Packed(plain)];
        RandomNumbers random = new(5);
        int read = 0;
        for (int turn = 0; turn < 400; turn++)
        {
            string path = _folder.Write("a", Samples.Mutated(files[turn % 2], ref random));
            try
            {
                PictureDataset data = CifarFiles.Read10(path);
                for (int i = 0; i < data.Count; i++)
                {
                    data.ReadInput(i, new float[Picture]);
                    Assert.InRange(data.Label(i), 0, 9);
                }

                read++;
            }
            catch (InvalidDataException)
            {
                // What it is for.
            }
        }

        Assert.InRange(read, 1, 350);
    }

    private static byte[] Record(int seed, params byte[] labels) => [.. labels, .. Samples.Noise(Picture, seed)];

    private static string Refused(Action act) => Assert.Throws<InvalidDataException>(act).Message;
}
