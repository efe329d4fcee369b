namespace Anneal.Parameters.Files;

/// <summary>Files that are replaced whole or not at all, also when the machine stops in the middle.</summary>
internal static class AtomicFile
{
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        // In the same folder, because only there a rename is one act.
        string beside = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        catch (Exception failed)
        {
            File.Delete(beside);
            // So .NET reports a file that is larger than its system, or a quota, allows.
            if (failed is ArgumentOutOfRangeException)
                throw new IOException($"{target} would be larger than the file system or a limit of the process allows.", failed);
            throw;
        }
    }

    /// <summary>Deletes what writers of a file left beside it that were killed in the middle; one that is still at work is left alone.</summary>
    public static void Clean(string path)
    {
        string target = Path.GetFullPath(path);
        // Random file names are eight letters, a dot and three more.
        foreach (string beside in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, $"{Path.GetFileName(target)}.????????.???.tmp"))
        {
            try
            {
                using FileStream free = new(beside, FileMode.Open, FileAccess.Write, FileShare.None);
                File.Delete(beside);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
            }
        }
    }
}
