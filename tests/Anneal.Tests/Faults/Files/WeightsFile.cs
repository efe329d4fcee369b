using Anneal.Modules;
using Anneal.Parameters.Files;
using Anneal.Tests.Training.Checkpoints;

namespace Anneal.Tests.Faults.Files;

public sealed class WeightsFile : DamagedFile
{
    public override string Name => "weights (safetensors)";

    public override string FileName => "weights.safetensors";

    // Another program's format, without a checksum: a changed weight is a weight.
    public override bool Sealed => false;

    public override void Write(string path) => Resumable.Network(seed: 4).Parameters.SaveWeights(path);

    public override string Read(string path)
    {
        Sequential network = Resumable.Network(seed: 5);
        float[][] before = [.. network.Parameters.Select(parameter => parameter.Weights.ToArray())];
        try
        {
            network.Parameters.RestoreWeights(path);
        }
        catch
        {
            // All or nothing.
            Assert.Equal(before, network.Parameters.Select(parameter => parameter.Weights.ToArray()));
            throw;
        }

        return string.Join(' ', network.Parameters.SelectMany(parameter => parameter.Weights.ToArray()));
    }
}
