using System.Diagnostics;

namespace Anneal.Tests.Faults;

/// <summary>A file system of some megabytes that can be filled up and made read-only; needs the rights to mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _filler;

    private SmallDisk(string path) => (Path, _filler) = (path, System.IO.Path.Combine(path, "filler"));

    public string Path { get; }

    /// <summary>A new one; null where none can be mounted.</summary>
    public static SmallDisk? Mount(int megabytes)
    {
        string path = Directory.CreateTempSubdirectory("anneal-disk-").FullName;
        if (Try("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path))
            return new(path);
        Directory.Delete(path);
        return null;
    }

    /// <summary>Takes all space but so many bytes.</summary>
    public void Fill(long leave = 0)
    {
        long free = new DriveInfo(Path).AvailableFreeSpace - leave;
        try
        {
            using FileStream filler = new(_filler, FileMode.Append);
            var block = new byte[4096];
            for (long left = free; left > 0; left -= block.Length)
                filler.Write(block);
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }

    public void Free() => File.Delete(_filler);

    public void Freeze() => Assert.True(Try("mount", "-o", "remount,ro", Path), "The disk cannot be made read-only.");

    public void Thaw() => Assert.True(Try("mount", "-o", "remount,rw", Path), "The disk cannot be made writable.");

    public void Dispose()
    {
        Try("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Try(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
