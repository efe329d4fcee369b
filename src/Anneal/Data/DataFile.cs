namespace Anneal.Data;

/// <summary>A file that can be downloaded, and how one knows that it is the right one.</summary>
/// <param name="Name">What it is called in its folder.</param>
/// <param name="Address">Where it lies.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal digits.</param>
public sealed record DataFile(string Name, Uri Address, long Length, string Sha256)
{
    /// <summary>Whether the data lies inside of it, instead of being the file itself.</summary>
    internal bool IsArchive => Name.EndsWith(".tar.gz", StringComparison.Ordinal);
}
