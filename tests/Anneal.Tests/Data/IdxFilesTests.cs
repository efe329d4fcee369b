using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>Files like MNIST's are read whole or not at all.</summary>
public sealed class IdxFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory, InlineData(false), InlineData(true)]
    public void Pictures_come_out_as_they_were_packed_or_not(bool packed)
    {
        byte[] pixels = Samples.Noise(5 * 3 * 7);
        PictureDataset data = IdxFiles.Read(Write("p", Samples.Idx(pixels, 5, 3, 7), packed), Write("l", Samples.Idx([0, 3, 1, 2, 3], 5), packed), classes: 4, classNames: ["a", "b", "c", "d"]);
        Assert.Equal("5 [1, 3, 7] 4 a b c d", $"{data.Count} {data.InputShape} {data.Classes} {string.Join(' ', data.ClassNames)}");
        var input = new float[21];
        for (int i = 0; i < 5; i++)
        {
            data.ReadInput(i, input);
            Assert.Equal(pixels.AsSpan(i * 21, 21).ToArray().Select(pixel => pixel / 255f), input);
        }

        Assert.Equal([0, 3, 1, 2, 3], Enumerable.Range(0, 5).Select(data.Label));
    }

    [Fact]
    public void Pictures_may_have_channels()
        => Assert.Equal("[3, 2, 2]", $"{IdxFiles.Read(Write("p", Samples.Idx(new byte[24], 2, 3, 2, 2)), Write("l", Samples.Idx([0, 0], 2))).InputShape}");

    [Fact]
    public void Damage_is_said_with_the_file_and_what_was_expected()
    {
        byte[] pictures = Samples.Idx(Samples.Noise(5 * 4), 5, 2, 2), labels = Samples.Idx([0, 1, 2, 3, 4], 5);
        (byte[] Pictures, byte[] Labels, string File, string Said)[] cases =
        [
            (Changed(pictures, 0, 1), labels, "p", "begins with 01000803"),
            (Changed(pictures, 2, 13), labels, "p", "0x0D"),
            (pictures[..10], labels, "p", "ends within its 3 sizes"),
            ([], labels, "p", "no IDX file"),
            (pictures[..^1], labels, "p", "are 20 bytes of data, but there are 19: the file is cut off"),
            ([.. pictures, 0], labels, "p", "but there are 21: something is appended"),
            (Changed(pictures, 4, 255), labels, "p", "hold no data"),
            (Samples.Idx([], 0, 2, 2), labels, "p", "hold no data"),
            (Samples.Idx(new byte[5], 5), labels, "p", "are no pictures"),
            (pictures, Samples.Idx([0, 1, 2, 3], 4), "l", "4 labels do not belong to the 5 pictures"),
            (pictures, Samples.Idx([0, 1, 2, 3, 10], 5), "l", "the label of example 4 is 10; 10 classes are counted from 0 to 9"),
            (pictures, pictures, "l", "are no labels"),
            (Samples.Packed(pictures)[..^9], labels, "p", "gzip"),
            (Samples.Packed(pictures)[..^1], labels, "p", "gzip"),
            (Samples.Packed(pictures)[..12], labels, "p", "gzip"),
            ([.. Samples.Packed(pictures), 7], labels, "p", "gzip"),
            (Changed(Samples.Packed(pictures), Samples.Packed(pictures).Length - 8, 1), labels, "p", "gzip"),
        ];
        Assert.All(cases, given =>
        {
            string message = Assert.Throws<InvalidDataException>(() => IdxFiles.Read(Write("p", given.Pictures), Write("l", given.Labels))).Message;
            Assert.StartsWith(Path.Combine(_folder.Path, given.File) + ": ", message, StringComparison.Ordinal);
            Assert.Contains(given.Said, message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Wrong_arguments_and_missing_files_are_refused()
    {
        string pictures = Write("p", Samples.Idx(new byte[4], 1, 2, 2)), labels = Write("l", Samples.Idx([0], 1));
        Agree.Refused(() => IdxFiles.Read(pictures, labels, classes: 0));
        Agree.Refused(() => IdxFiles.Read(pictures, labels, classes: 257));
        Agree.Refused(() => IdxFiles.Read(pictures, labels, classes: 3, classNames: ["a"]));
        Assert.Throws<FileNotFoundException>(() => IdxFiles.Read(pictures, labels + "x"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Whatever_happens_to_a_file_it_is_refused_or_holds_what_it_says(bool packed)
    {
        byte[] pictures = Samples.Idx(Samples.Noise(12 * 6), 12, 2, 3), labels = Samples.Idx(Samples.Noise(12, below: 10), 12);
        if (packed)
            (pictures, labels) = (Samples.Packed(pictures), Samples.Packed(labels));
        RandomNumbers random = new(11);
        int read = 0;
        for (int turn = 0; turn < 400; turn++)
        {
            bool both = random.Below(2) == 0;
            string first = Write("p", Samples.Mutated(pictures, ref random)), second = Write("l", both ? Samples.Mutated(labels, ref random) : labels);
            try
            {
                PictureDataset data = IdxFiles.Read(first, second);
                for (int i = 0; i < data.Count; i++)
                {
                    data.ReadInput(i, new float[data.InputShape.FlattenedLength]);
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

    private static byte[] Changed(byte[] bytes, int place, byte value)
    {
        byte[] changed = [.. bytes];
        changed[place] = value;
        return changed;
    }

    private string Write(string name, byte[] bytes, bool packed = false) => _folder.Write(name, packed ? Samples.Packed(bytes) : bytes);
}
