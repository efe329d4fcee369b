using Anneal.Data;

namespace Anneal.Tests.Faults.Files;

public class IdxFile : DamagedFile
{
    private const int Pictures = 30;

    public override string Name => "IDX pictures";

    public override string FileName => "pictures-idx3-ubyte";

    public override bool Sealed => false;

    public override int Head => 16;

    public override void Write(string path)
    {
        File.WriteAllBytes(path, Tests.Data.Samples.Idx(Tests.Data.Samples.Noise(Pictures * 4 * 5), Pictures, 4, 5));
        File.WriteAllBytes(Labels(path), Tests.Data.Samples.Idx(Tests.Data.Samples.Noise(Pictures, below: 10), Pictures));
    }

    public override string Read(string path)
    {
        PictureDataset data = IdxFiles.Read(path, Labels(path));
        Assert.Equal(Pictures, data.Count);
        var input = new float[data.InputShape.FlattenedLength];
        List<float> all = [];
        for (int index = 0; index < data.Count; index++)
        {
            data.ReadInput(index, input);
            Assert.All(input, value => Assert.InRange(value, 0, 1));
            all.AddRange(input);
        }

        return $"{data.InputShape}: {string.Join(' ', all)}";
    }

    private static string Labels(string path) => Path.Combine(Path.GetDirectoryName(path)!, "labels-idx1-ubyte");
}
