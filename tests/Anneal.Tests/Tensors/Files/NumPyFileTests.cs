using System.IO.Compression;
using System.Text;
using Anneal.Parameters;
using Anneal.Tensors;
using Anneal.Tensors.Files;

namespace Anneal.Tests.Tensors.Files;

public sealed class NumPyFileTests : IDisposable
{
    // Written by numpy.savez and numpy.savez_compressed 1.24.2: a = [1, 2] of float64, b = [[3]] of float32; a alone.
    private const string Saved = "UEsDBBQAAAAAAAAAIQBkW6q/kAAAAJAAAAAFABQAYS5ucHkBABAAkAAAAAAAAACQAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzogJzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA8D8AAAAAAAAAQFBLAwQUAAAAAAAAACEAH8hV6IQAAACEAAAABQAUAGIubnB5AQAQAIQAAAAAAAAAhAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICc8ZjQnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMSwgMSksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAAQEBQSwECFAMUAAAAAAAAACEAZFuqv5AAAACQAAAABQAAAAAAAAAAAAAAgAEAAAAAYS5ucHlQSwECFAMUAAAAAAAAACEAH8hV6IQAAACEAAAABQAAAAAAAAAAAAAAgAHHAAAAYi5ucHlQSwUGAAAAAAIAAgBmAAAAggEAAAAA";

    private const string Packed = "UEsDBBQAAAAIAAAAIQBkW6q/TAAAAJAAAAAFABQAYS5ucHkBABAAkAAAAAAAAABMAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TZqGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6mjoKtQoUAC4GMPhgD6EZHABQSwECFAMUAAAACAAAACEAZFuqv0wAAACQAAAABQAAAAAAAAAAAAAAgAEAAAAAYS5ucHlQSwUGAAAAAAEAAQAzAAAAgwAAAAAA";

    private readonly string _folder = Directory.CreateTempSubdirectory("anneal").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Floats_in_any_order_of_bytes_and_of_sizes_are_those_NumPy_wrote()
    {
        Tensor rows = Read("<f4", "False", "(2, 3)", "0000c03f000000c000004040000080400000a0400000c840");
        Assert.Equal(Shape.Of([2, 3]), rows.Shape);
        Assert.Equal([1.5f, -2f, 3f, 4f, 5f, 6.25f], rows.ToArray());
        Assert.Equal([1.5f, -2f], Read(">f4", "False", "(2,)", "3fc00000c0000000").ToArray());
        Tensor columns = Read("<f8", "True", "(2, 3)", "00000000000000000000000000000840000000000000f03f000000000000104000000000000000400000000000001440");
        Assert.Equal(Precision.Double, columns.Precision);
        Assert.Equal([0.0, 1, 2, 3, 4, 5], columns.ToDoubles());
        Assert.Equal(1.5, Read("<f8", "False", "()", "000000000000f83f").Value);
        Assert.Equal(Shape.Of([0, 3]), Read("<f8", "False", "(0, 3)", "").Shape);
    }

    [Fact]
    public void Whole_numbers_are_read_where_floats_hold_them_and_refused_by_value_where_not()
    {
        Assert.Equal([1f, -2f, 16777216f], Read("<i8", "False", "(3,)", "0100000000000000feffffffffffffff0000000100000000").ToArray());
        Assert.Equal([1f, 0f], Read("|b1", "False", "(2,)", "0100").ToArray());
        Assert.Equal([255f], Read("|u1", "False", "(1,)", "ff").ToArray());
        Assert.Equal([-1f], Read(">i4", "False", "(1,)", "ffffffff").ToArray());
        Assert.Contains("16777217", Refusal(Bytes("<i8", "False", "(1,)", "0100000100000000")), StringComparison.Ordinal);
        Assert.Contains("18446744073709551615", Refusal(Bytes("<u8", "False", "(1,)", "ffffffffffffffff")), StringComparison.Ordinal);
    }

    [Theory, InlineData("<f2"), InlineData("<c8"), InlineData("|O"), InlineData("<U3"), InlineData("<M8[ns]"), InlineData("<f16")]
    public void Another_type_is_refused_by_its_name(string type)
        => Assert.Contains($"'{type}'", Refusal(Bytes(type, "False", "(1,)", "0000000000000000")), StringComparison.Ordinal);

    [Theory]
    [InlineData("{'descr': [('a', '<i4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,), }", "records")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "does not say")]
    [InlineData("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}", "damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': True}", "'more'")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "twice")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}", "no shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)", "damaged")]
    [InlineData("{'descr': True, 'fortran_order': False, 'shape': (1,)}", "'descr'")]
    [InlineData("", "damaged")]
    public void A_malformed_header_is_refused_with_what_is_wrong(string header, string expected)
        => Assert.Contains(expected, Refusal(Bytes(header, "00000000")), StringComparison.Ordinal);

    [Theory, InlineData("(1000000, 1000000)"), InlineData("(2147483647,)"), InlineData("(99999999999999999999,)"), InlineData("(4000000000, 0)"), InlineData("(65536, 65536, 65536, 65536)")]
    public void A_huge_shape_is_refused_before_memory_is_taken(string shape)
    {
        byte[] bytes = Bytes("<f4", "False", shape, "00000000");
        Refusal(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Every_file_that_is_cut_off_is_refused()
    {
        byte[] bytes = Bytes("<f4", "False", "(2,)", "0000c03f000000c0");
        for (int length = 0; length < bytes.Length; length++)
            Refusal(bytes[..length]);
    }

    [Fact]
    public void Bytes_behind_the_array_are_refused_in_a_file_and_left_in_a_stream()
    {
        byte[] bytes = [.. Bytes("<f4", "False", "(1,)", "0000c03f"), 7, 8];
        string path = Path.Combine(_folder, "more.npy");
        File.WriteAllBytes(path, bytes);
        Assert.Contains("2 bytes follow", Assert.Throws<InvalidDataException>(() => NumPyFile.Read(path)).Message, StringComparison.Ordinal);
        using MemoryStream stream = new(bytes);
        Assert.Equal(1.5, NumPyFile.Read(stream).Value);
        Assert.Equal(7, stream.ReadByte());
    }

    [Fact]
    public void What_was_written_is_read_again_bit_for_bit()
    {
        Tensor[] tensors =
        [
            Tensor.Of([1.1f, float.NaN, float.NegativeInfinity, -0f, 1e-45f, 6], [3, 2]),
            Tensor.Of([1.1, double.MaxValue], [2]),
            Tensor.Full(0.1, []),
            Tensor.Full(1, [4, 0, 2]),
            Tensor.Full(0.25, [3, 50_001], Precision.Double),
        ];
        string path = Path.Combine(_folder, "one.npy"), several = Path.Combine(_folder, "all.npz");
        foreach (Tensor tensor in tensors)
        {
            NumPyFile.Write(path, tensor);
            Same(tensor, NumPyFile.Read(path));
            Assert.Equal(0, (new FileInfo(path).Length - (tensor.Length * (tensor.Precision is Precision.Single ? 4 : 8))) % 64);
        }

        NumPyFile.WriteAll(several, tensors.Select((tensor, i) => KeyValuePair.Create($"layers/{i}.weight", tensor)));
        IReadOnlyDictionary<string, Tensor> read = NumPyFile.ReadAll(several);
        for (int i = 0; i < tensors.Length; i++)
            Same(tensors[i], read[$"layers/{i}.weight"]);
    }

    [Fact]
    public void Archives_of_NumPy_are_read_packed_or_not()
    {
        string path = Path.Combine(_folder, "saved.npz");
        File.WriteAllBytes(path, Convert.FromBase64String(Saved));
        IReadOnlyDictionary<string, Tensor> saved = NumPyFile.ReadAll(path);
        Assert.Equal(["a", "b"], saved.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([1.0, 2.0], saved["a"].ToDoubles());
        Assert.Equal(Shape.Of([1, 1]), saved["b"].Shape);
        File.WriteAllBytes(path, Convert.FromBase64String(Packed));
        Assert.Equal([1.0, 2.0], NumPyFile.ReadAll(path)["a"].ToDoubles());
    }

    [Fact]
    public void A_damaged_archive_is_refused_by_the_name_of_the_file()
    {
        string path = Path.Combine(_folder, "bad.npz");
        File.WriteAllBytes(path, Convert.FromBase64String(Saved)[..300]);
        Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => NumPyFile.ReadAll(path)).Message, StringComparison.Ordinal);
        using (ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create))
            archive.CreateEntry("readme.txt");
        Assert.Contains("readme.txt", Assert.Throws<InvalidDataException>(() => NumPyFile.ReadAll(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_twice_is_refused_and_leaves_the_old_file()
    {
        string path = Path.Combine(_folder, "kept.npz");
        Tensor one = Tensor.Full(1, [2]);
        NumPyFile.WriteAll(path, [KeyValuePair.Create("a", one)]);
        Assert.Throws<ArgumentException>(() => NumPyFile.WriteAll(path, [KeyValuePair.Create("b", one), KeyValuePair.Create("b", one)]));
        Assert.Equal(["a"], NumPyFile.ReadAll(path).Keys);
    }

    private static Tensor Read(string type, string fortran, string shape, string numbers)
    {
        using MemoryStream stream = new(Bytes(type, fortran, shape, numbers));
        return NumPyFile.Read(stream);
    }

    private static string Refusal(byte[] bytes)
    {
        using MemoryStream stream = new(bytes);
        return Assert.Throws<InvalidDataException>(() => NumPyFile.Read(stream)).Message;
    }

    // The bytes that numpy.save 1.24.2 writes.
    private static byte[] Bytes(string type, string fortran, string shape, string numbers)
        => Bytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}", numbers);

    private static byte[] Bytes(string header, string numbers)
        => [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.Latin1.GetBytes(header.PadRight(117)), (byte)'\n', .. Convert.FromHexString(numbers)];

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.Equal(expected.Precision, actual.Precision);
        Assert.Equal(Array.ConvertAll(expected.ToDoubles(), BitConverter.DoubleToInt64Bits), Array.ConvertAll(actual.ToDoubles(), BitConverter.DoubleToInt64Bits));
    }
}
