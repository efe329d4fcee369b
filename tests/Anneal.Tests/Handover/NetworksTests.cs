namespace Anneal.Tests.Handover;

public sealed class NetworksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("networks").FullName;

    public NetworksTests()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Handover", "Networks1.13")))
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Networks_that_PyTorch_trained_give_its_outputs_here()
    {
        StringWriter output = new();
        int code = Samples.Networks.Exchange(_folder, output);
        Assert.True(code == 0, output.ToString());
        Assert.Equal(2, Directory.GetFiles(_folder, "*.back.safetensors").Length);
    }

    [Fact]
    public void Weights_that_are_not_the_outputs_own_are_noticed()
    {
        string name = Path.Combine(_folder, "lenet.weights.safetensors");
        byte[] bytes = File.ReadAllBytes(name);
        // The signs of the last hundred weights of the file.
        for (int i = 1; i <= 400; i += 4)
            bytes[^i] ^= 0x80;
        File.WriteAllBytes(name, bytes);
        Assert.Equal(1, Samples.Networks.Exchange(_folder, TextWriter.Null));
    }
}
