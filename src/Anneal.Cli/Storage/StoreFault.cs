using Microsoft.Data.Sqlite;

namespace Anneal.Cli.Storage;

/// <summary>What an error of SQLite means to somebody who knows no SQLite.</summary>
internal static class StoreFault
{
    // SQLITE_* of its documentation.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Input = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    public static StoreException Of(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        Busy or Locked => new($"Another process has been writing to the store '{path}' for longer than {SqliteRunStore.BusySeconds} seconds: try again when it is done.", passing: true),
        ReadOnly => new($"The store '{path}' may not be written: it or its folder is read-only. Make it writable, copy it elsewhere, or name another one with --store."),
        Full => new($"The disk of the store '{path}' is full. Make room, or name another store with --store."),
        CannotOpen => new($"The store '{path}' cannot be opened: {Why(path)} Name another one with --store, or set ANNEAL_STORE."),
        Corrupt => Damaged(path, "its pages do not fit each other"),
        NotADatabase => new($"'{path}' is no store of runs: it is not a database, or its beginning is damaged. Nothing in it was touched. Move it away, or name another one with --store.{Remedy}"),
        Input => new($"The store '{path}' cannot be read or written: the disk reports an error ({exception.SqliteExtendedErrorCode}). Look whether the disk is full or failing."),
        _ => new($"The store '{path}' cannot be used: {exception.Message}"),
    };

    /// <summary>Something was read that was never written.</summary>
    public static StoreException Damaged(string path, string what)
        => new($"The store '{path}' is damaged: {what}. Nothing was changed. Put a copy of before back, or move the file away.{Remedy}");

    private static string Remedy => " Every training's folder has its numbers too: 'anneal resume DIR' stores them anew.";

    private static string Why(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Directory.Exists(path) ? "it is a folder." : File.Exists(folder) ? $"'{folder}' is a file."
            : !Directory.Exists(folder) ? $"there is no folder '{folder}'." : "access is denied, or its folder is read-only.";
    }
}
