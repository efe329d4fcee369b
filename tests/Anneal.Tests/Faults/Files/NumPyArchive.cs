using Anneal.Tensors;
using Anneal.Tensors.Files;

namespace Anneal.Tests.Faults.Files;

public sealed class NumPyArchive : DamagedFile
{
    public override string Name => "NumPy archive (.npz)";

    public override string FileName => "arrays.npz";

    // Each array has a CRC-32, but not its name and not the archive's remarks.
    public override bool Sealed => false;

    public override void Write(string path)
        => NumPyFile.WriteAll(path, [new("weights", Tensor.Of([1f, 2, 3, 4, 5, 6], [2, 3])), new("bias", Tensor.Of([0.5f, -1], [2]))]);

    public override string Read(string path)
        => string.Join(';', NumPyFile.ReadAll(path).Select(array => $"{array.Key} {array.Value.Shape} {string.Join(' ', array.Value.ToArray())}"));
}
