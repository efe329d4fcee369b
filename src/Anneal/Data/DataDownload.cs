using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Anneal.Data;

/// <summary>Fetches known data, goes on where an earlier try was cut off, and keeps nothing that is not what was published.</summary>
/// <remarks>A file grows as <c>NAME.part</c> and gets its name when its SHA-256 is right; a part whose SHA-256 is wrong is removed. What is already there and right is not fetched again.</remarks>
/// <param name="client">What asks the servers; its time limits hold.</param>
/// <param name="environment">The environment's variables by name, for the user's cache; the process's by default.</param>
public sealed class DataDownload(HttpClient client, Func<string, string?>? environment = null)
{
    private const int BufferSize = 1 << 16;

    // A connection that is cut is taken up again at once, as long as every one brings something.
    private const int Tries = 4;

    private readonly Func<string, string?> _environment = environment ?? Environment.GetEnvironmentVariable;

    /// <summary>Fetches all files and unpacks archives.</summary>
    /// <param name="data">What to fetch.</param>
    /// <param name="folder">Where to; null, the default, is where <c>Find</c> looks: <c>anneal/NAME</c> in the user's cache.</param>
    /// <param name="progress">Told how far each file is.</param>
    /// <param name="cancellation">Stops it; the next try goes on from there.</param>
    /// <returns>The folder, for <c>Find</c>.</returns>
    /// <exception cref="HttpRequestException">A server cannot be reached, does not have the file, or breaks off; the message says what to do without it.</exception>
    /// <exception cref="InvalidDataException">What came is not what was published.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another download is at it.</exception>
    /// <exception cref="InvalidOperationException">No folder is given, and the environment knows no home.</exception>
    public async Task<string> FetchAsync(KnownData data, string? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancellation = default)
    {
        folder ??= DataFolder.Cache(data, _environment) ?? throw new InvalidOperationException($"The environment knows no home and so no cache: say into which folder {data.Name} is to be downloaded.");
        Directory.CreateDirectory(folder);
        foreach (DataFile file in data.Downloads)
        {
            string path = Path.Combine(folder, file.Name);
            if (IsThere(data, file, folder))
                continue;
            if (!await IsRightAsync(path, file, cancellation).ConfigureAwait(false))
                await FetchAsync(data, file, path, progress, cancellation).ConfigureAwait(false);
            if (file.IsArchive)
                await UnpackAsync(data, path, folder, cancellation).ConfigureAwait(false);
        }

        return folder;
    }

    /// <summary>Whether the data of a file is there in another form: unpacked.</summary>
    private static bool IsThere(KnownData data, DataFile file, string folder)
        => file.IsArchive ? DataFolder.Missing(data, folder).Count == 0 : !File.Exists(Path.Combine(folder, file.Name)) && File.Exists(Path.Combine(folder, Path.GetFileNameWithoutExtension(file.Name)));

    private static async Task<bool> IsRightAsync(string path, DataFile file, CancellationToken cancellation)
    {
        if (!File.Exists(path) || new FileInfo(path).Length != file.Length)
            return false;
        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, useAsync: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation).ConfigureAwait(false)) == file.Sha256;
    }

    private async Task FetchAsync(KnownData data, DataFile file, string path, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        string part = path + ".part";
        await using (FileStream stream = Open(part))
        {
            if (stream.Length > file.Length)
                stream.SetLength(0);
            for (int tries = 1; stream.Length < file.Length; tries++)
            {
                long before = stream.Length;
                try
                {
                    await ReceiveAsync(file, stream, progress, cancellation).ConfigureAwait(false);
                }
                catch (Exception cause) when (cause is HttpRequestException or IOException or TaskCanceledException && !cancellation.IsCancellationRequested)
                {
                    if (stream.Length == before || tries >= Tries || (cause as HttpRequestException)?.StatusCode is not null)
                        throw Unreachable(data, file, stream.Length, cause);
                }
            }

            stream.Flush(flushToDisk: true);
        }

        if (!await IsRightAsync(part, file, cancellation).ConfigureAwait(false))
        {
            File.Delete(part);
            throw new InvalidDataException($"What came from {file.Address} is not the {file.Name} that was published: its {file.Length} bytes have another SHA-256 than {file.Sha256}. They were removed; try again, or:\n{DataFolder.Remedies(data, _environment)}");
        }

        File.Move(part, path, overwrite: true);
    }

    private static FileStream Open(string part)
    {
        try
        {
            return new(part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, BufferSize, useAsync: true);
        }
        catch (IOException cause)
        {
            throw new IOException($"{part} cannot be written: {cause.Message} If another download is at it, let that one finish.", cause);
        }
    }

    /// <summary>Appends what is missing; begins anew when the server cannot send a part.</summary>
    private async Task ReceiveAsync(DataFile file, FileStream stream, IProgress<DownloadProgress>? progress, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, file.Address);
        if (stream.Length > 0)
            request.Headers.Range = new RangeHeaderValue(stream.Length, null);
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        if (stream.Length > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            stream.SetLength(0);
            await ReceiveAsync(file, stream, progress, cancellation).ConfigureAwait(false);
            return;
        }

        response.EnsureSuccessStatusCode();
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != stream.Length)
        {
            if (response.StatusCode == HttpStatusCode.PartialContent)
                throw new HttpRequestException("The server sent another part than was asked for.", null, response.StatusCode);
            stream.SetLength(0);
        }

        stream.Position = stream.Length;
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        progress?.Report(new(file.Name, stream.Length, file.Length));
        while (await body.ReadAsync(buffer, cancellation).ConfigureAwait(false) is int received and > 0)
        {
            // What is too long is not what was published; how it goes on does not matter.
            received = (int)Math.Min(received, file.Length - stream.Length);
            await stream.WriteAsync(buffer.AsMemory(0, received), cancellation).ConfigureAwait(false);
            progress?.Report(new(file.Name, stream.Length, file.Length));
            if (stream.Length == file.Length)
                return;
        }

        throw new HttpRequestException($"The server ended after {stream.Length} of {file.Length} bytes.");
    }

    private HttpRequestException Unreachable(KnownData data, DataFile file, long received, Exception cause)
    {
        string kept = received == 0 ? "" : $" {received} of {file.Length} bytes are here; the next try goes on from there.";
        string why = cause is TaskCanceledException ? "the server did not answer in time" : cause.Message.TrimEnd('.');
        return new($"{file.Address} could not be fetched: {why}.{kept} Without it, any of these helps:\n{DataFolder.Remedies(data, _environment)}", cause, (cause as HttpRequestException)?.StatusCode);
    }

    /// <summary>Takes the files of the data, and no others, out of an archive; the archive is removed when all are there.</summary>
    private static async Task UnpackAsync(KnownData data, string archive, string folder, CancellationToken cancellation)
    {
        await using (FileStream file = File.OpenRead(archive))
        await using (GZipStream unpacked = new(file, CompressionMode.Decompress))
        await using (TarReader tar = new(unpacked))
        {
            while (await tar.GetNextEntryAsync(cancellationToken: cancellation).ConfigureAwait(false) is TarEntry entry)
            {
                // Only the last part of a name counts: no entry is written outside of the folder.
                string name = Path.GetFileName(entry.Name);
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !data.Files.Contains(name))
                    continue;
                string part = Path.Combine(folder, name + ".part");
                await entry.ExtractToFileAsync(part, overwrite: true, cancellation).ConfigureAwait(false);
                File.Move(part, Path.Combine(folder, name), overwrite: true);
            }
        }

        List<string> missing = DataFolder.Missing(data, folder);
        if (missing.Count > 0)
            throw new InvalidDataException($"{archive} does not hold {string.Join(", ", missing)}.");
        File.Delete(archive);
    }
}
