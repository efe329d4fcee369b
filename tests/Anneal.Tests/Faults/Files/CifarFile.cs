using Anneal.Data;

namespace Anneal.Tests.Faults.Files;

public sealed class CifarFile : DamagedFile
{
    public override string Name => "CIFAR-10";

    public override string FileName => "data_batch_1.bin";

    public override bool Sealed => false;

    public override int Rounds => 1000;

    public override void Write(string path)
        => File.WriteAllBytes(path, [.. Enumerable.Range(0, 3).SelectMany(picture => (byte[])[(byte)picture, .. Tests.Data.Samples.Noise(3072, picture + 1)])]);

    public override string Read(string path)
    {
        PictureDataset data = CifarFiles.Read10(path);
        Assert.All(Enumerable.Range(0, data.Count), index => Assert.InRange(data.Label(index), 0, 9));
        var input = new float[3072];
        double sum = 0;
        for (int index = 0; index < data.Count; index++)
        {
            data.ReadInput(index, input);
            sum += data.Label(index) + input.Select((value, place) => value * (double)(place + 1)).Sum();
        }

        return $"{data.Count}: {sum:R}";
    }
}
