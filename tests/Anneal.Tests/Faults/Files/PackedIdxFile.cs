namespace Anneal.Tests.Faults.Files;

public sealed class PackedIdxFile : IdxFile
{
    public override string Name => "IDX pictures, gzip";

    public override string FileName => "pictures-idx3-ubyte.gz";

    // The stream ends with a CRC-32 and a length.
    public override bool Sealed => true;

    public override void Write(string path)
    {
        base.Write(path);
        File.WriteAllBytes(path, Tests.Data.Samples.Packed(File.ReadAllBytes(path)));
    }
}
