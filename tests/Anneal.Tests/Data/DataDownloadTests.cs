using System.Formats.Tar;
using System.Net;
using System.Security.Cryptography;
using Anneal.Data;

namespace Anneal.Tests.Data;

/// <summary>What arrives is what was published, however often the connection breaks; everything else is refused.</summary>
public sealed class DataDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedServer _server = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _bytes = Samples.Noise(200_000);

    private string Path => System.IO.Path.Combine(_folder.Path, "file.gz");

    private string Part => Path + ".part";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_arrives_whole_and_is_not_fetched_again()
    {
        _server.Answer("200 OK", _bytes);
        Reports reports = new();
        Assert.Equal(_folder.Path, await Fetch(reports));
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
        Assert.Equal(new DownloadProgress("file.gz", 0, _bytes.Length), reports.All[0]);
        Assert.Equal(new DownloadProgress("file.gz", _bytes.Length, _bytes.Length), reports.All[^1]);
        Assert.False(File.Exists(Part));
        await Fetch();
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_taken_up_where_it_was()
    {
        _server.Answer("200 OK", _bytes, cutAfter: 70_000);
        _server.AnswerPart(_bytes, cutAfter: 50_000);
        _server.AnswerPart(_bytes);
        await Fetch();
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
        Assert.Equal(["", "bytes=70000-", "bytes=120000-"], _server.Requests.Select(request => request.Contains("Range: ", StringComparison.Ordinal) ? request.Split("Range: ")[1].Split('\r')[0] : ""));
    }

    [Fact]
    public async Task What_is_there_is_kept_for_the_next_try_when_a_server_breaks_off_for_good()
    {
        _server.Answer("200 OK", _bytes, cutAfter: 70_000);
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch());
        Assert.Contains("70000 of 200000 bytes are here; the next try goes on from there", refused.Message, StringComparison.Ordinal);
        Assert.Equal(_bytes[..70_000], File.ReadAllBytes(Part));
        _server.AnswerPart(_bytes);
        await Fetch();
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task A_server_that_sends_no_parts_begins_anew()
    {
        _folder.Write("file.gz.part", _bytes[..1000]);
        _server.Answer("200 OK", _bytes);
        await Fetch();
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
        _folder.Write("file.gz", _bytes[1..]);
        _folder.Write("file.gz.part", _bytes[..1000]);
        _server.Answer("416 Range Not Satisfiable", []);
        _server.Answer("200 OK", _bytes);
        await Fetch();
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
    }

    [Fact]
    public async Task A_part_that_was_there_already_is_verified_too()
    {
        _folder.Write("file.gz.part", _bytes);
        await Fetch();
        Assert.Empty(_server.Requests);
        File.Delete(Path);
        _folder.Write("file.gz.part", [.. _bytes, 1]);
        _server.Answer("200 OK", _bytes);
        await Fetch();
        Assert.Equal(_bytes, File.ReadAllBytes(Path));
    }

    [Theory, InlineData(200_000), InlineData(200_100)]
    public async Task Other_bytes_are_removed_with_an_error(int length)
    {
        _server.Answer("200 OK", Samples.Noise(length, seed: 2));
        Assert.Contains("is not the file.gz that was published", (await Assert.ThrowsAsync<InvalidDataException>(() => Fetch())).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Without_file_or_server_the_error_says_what_to_do()
    {
        _server.Answer("404 Not Found", [1, 2, 3]);
        HttpRequestException absent = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch());
        Assert.Equal(HttpStatusCode.NotFound, absent.StatusCode);
        Assert.Single(_server.Requests);
        _server.Dispose();
        HttpRequestException silent = await Assert.ThrowsAsync<HttpRequestException>(() => Fetch());
        Assert.All([absent, silent], refused =>
        {
            Assert.Contains($"{_server.Address}file.gz could not be fetched: ", refused.Message, StringComparison.Ordinal);
            Assert.Contains("sudo apt-get install dataset-thing", refused.Message, StringComparison.Ordinal);
            Assert.Contains($"curl -fL --create-dirs -o '{System.IO.Path.Combine(_folder.Path, "anneal", "thing", "file.gz")}' {_server.Address}file.gz", refused.Message, StringComparison.Ordinal);
            Assert.Contains("ANNEAL_DATA", refused.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_a_folder_it_goes_where_it_is_looked_for()
    {
        _server.Answer("200 OK", _bytes);
        string folder = await new DataDownload(_client, Environment).FetchAsync(Thing(), cancellation: Stop);
        Assert.Equal(System.IO.Path.Combine(_folder.Path, "anneal", "thing"), folder);
        Assert.Equal(folder, DataFolder.Find(Thing(), null, Environment));
        await Assert.ThrowsAsync<InvalidOperationException>(() => new DataDownload(_client, _ => null).FetchAsync(Thing(), cancellation: Stop));
    }

    [Fact]
    public async Task A_download_can_be_stopped()
        => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new DataDownload(_client).FetchAsync(Thing(), _folder.Path, null, new CancellationToken(canceled: true)));

    [Fact]
    public async Task Archives_are_unpacked_but_for_what_does_not_belong_there()
    {
        byte[] inside = Samples.Noise(500, 9);
        byte[] archive = Samples.Packed(Tar(("../../escaped.txt", [1]), ("folder/../../wanted.bin", inside), ("folder/readme.html", [2])));
        KnownData data = new("Thing", "thing") { Files = ["wanted.bin"], Downloads = [Described("thing.tar.gz", archive)] };
        _server.Answer("200 OK", archive);
        await new DataDownload(_client).FetchAsync(data, _folder.Path, cancellation: Stop);
        Assert.Equal([System.IO.Path.Combine(_folder.Path, "wanted.bin")], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(inside, File.ReadAllBytes(System.IO.Path.Combine(_folder.Path, "wanted.bin")));
        await new DataDownload(_client).FetchAsync(data, _folder.Path, cancellation: Stop);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task An_archive_without_the_files_is_refused()
    {
        byte[] archive = Samples.Packed(Tar(("other.bin", [1])));
        _server.Answer("200 OK", archive);
        KnownData data = new("Thing", "thing") { Files = ["wanted.bin"], Downloads = [Described("thing.tar.gz", archive)] };
        Assert.Contains("does not hold wanted.bin", (await Assert.ThrowsAsync<InvalidDataException>(() => new DataDownload(_client).FetchAsync(data, _folder.Path, cancellation: Stop))).Message, StringComparison.Ordinal);
    }

    private KnownData Thing() => new("Thing", "thing") { Files = ["file"], Package = "dataset-thing", Downloads = [Described("file.gz", _bytes)] };

    private DataFile Described(string name, byte[] bytes) => new(name, new(_server.Address, name), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    private Task<string> Fetch(IProgress<DownloadProgress>? progress = null) => new DataDownload(_client, Environment).FetchAsync(Thing(), _folder.Path, progress, Stop);

    private string? Environment(string name) => name == "XDG_CACHE_HOME" ? _folder.Path : null;

    private static byte[] Tar(params (string Name, byte[] Bytes)[] files)
    {
        using MemoryStream stream = new();
        using (TarWriter writer = new(stream, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in files)
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
        }

        return stream.ToArray();
    }

    private sealed class Reports : IProgress<DownloadProgress>
    {
        public List<DownloadProgress> All { get; } = [];

        public void Report(DownloadProgress value) => All.Add(value);
    }
}
