using System.Globalization;

namespace Anneal.Cli.Storage;

/// <summary>Says which runs are being trained: a lock of the operating system for each, which dies with the process that holds it.</summary>
/// <remarks>
/// The files lie in a folder beside the store. They stay when a run is over: one that is deleted while another process opens it would be
/// locked by both.
/// </remarks>
internal sealed class RunLocks(string store) : IDisposable
{
    // Whoever only looks whether a lock is free holds it for a moment.
    private const int Tries = 50;

    private readonly Dictionary<long, FileStream> _held = [];

    private string Folder => store + ".locks";

    /// <summary>Takes a run's lock; false where another process, or another part of this one, has it.</summary>
    public bool Take(long run)
    {
        Directory.CreateDirectory(Folder);
        for (int left = Tries; ; left--)
        {
            try
            {
                _held.Add(run, new FileStream(File(run), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
                return true;
            }
            catch (IOException exception) when (IsHeld(exception))
            {
                if (left == 0)
                    return false;
                Thread.Sleep(5);
            }
        }
    }

    public void Release(long run)
    {
        if (_held.Remove(run, out FileStream? file))
            file.Dispose();
    }

    /// <summary>Whether somebody holds a run's lock.</summary>
    public bool IsTaken(long run)
    {
        if (_held.ContainsKey(run))
            return true;
        try
        {
            // Shared, so that two that look do not see each other.
            using FileStream file = new(File(run), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return true;
        }
    }

    /// <summary>Removes the file of a run that is gone from the store, while its lock is held.</summary>
    public void Remove(long run)
    {
        System.IO.File.Delete(File(run));
        Release(run);
    }

    public void Dispose()
    {
        foreach (FileStream file in _held.Values)
            file.Dispose();
        _held.Clear();
    }

    private string File(long run) => Path.Combine(Folder, run.ToString(CultureInfo.InvariantCulture));

    // EWOULDBLOCK of Linux and of macOS, and the sharing violation of Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
