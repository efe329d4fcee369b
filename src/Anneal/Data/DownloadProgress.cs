namespace Anneal.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The file it is at.</param>
/// <param name="Received">Bytes of it that are here, those of earlier tries included.</param>
/// <param name="Length">Bytes it has.</param>
public readonly record struct DownloadProgress(string File, long Received, long Length);
