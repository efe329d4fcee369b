using Anneal.Parameters.Files;
using Anneal.Tests.Training.Checkpoints;

namespace Anneal.Tests.Parameters.Files;

public sealed class SealedFileTests : IDisposable
{
    private readonly string _path = Resumable.Unique();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void It_is_an_ordinary_safetensors_file_with_one_note_more()
    {
        Dictionary<string, FileTensor> arrays = new() { ["a"] = new([2], new[] { 1f, 2 }), ["\"checksum\":\""] = new([1], new[] { 7L }) };
        // Texts that look like the note do not disturb it.
        Dictionary<string, string> notes = new() { ["a\",\"checksum\":\"x"] = "\"checksum\":\"", ["zz"] = "end" };
        SealedFile.Write(_path, arrays, notes);
        foreach (SafeTensorsFile file in (SafeTensorsFile[])[SafeTensors.Read(_path), SealedFile.Read(_path)])
        {
            Assert.Equal([1f, 2], (float[])file.Tensors["a"].Values);
            Assert.Equal([7L], (long[])file.Tensors["\"checksum\":\""].Values);
            Assert.Equal(notes, file.Metadata.Where(note => note.Key != SealedFile.Note));
            Assert.Matches("^[0-9a-f]{64}$", file.Metadata[SealedFile.Note]);
        }
    }

    [Fact]
    public void Every_bit_counts()
    {
        SealedFile.Write(_path, new Dictionary<string, FileTensor> { ["a"] = new([2], new[] { 1f, 2 }) }, new Dictionary<string, string> { ["note"] = "text" });
        byte[] whole = File.ReadAllBytes(_path);
        for (int bit = 0; bit < 8 * whole.Length; bit++)
        {
            byte[] copy = [.. whole];
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(_path, copy);
            Assert.Throws<InvalidDataException>(() => SealedFile.Read(_path));
        }
    }

    [Fact]
    public void What_has_no_seal_is_refused()
    {
        SafeTensors.Write(_path, new Dictionary<string, FileTensor>());
        Assert.Contains("no checksum", Assert.Throws<InvalidDataException>(() => SealedFile.Read(_path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_path, []);
        Assert.Contains("0 bytes", Assert.Throws<InvalidDataException>(() => SealedFile.Read(_path)).Message, StringComparison.Ordinal);
    }
}
