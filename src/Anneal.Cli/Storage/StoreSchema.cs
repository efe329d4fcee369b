using Microsoft.Data.Sqlite;

namespace Anneal.Cli.Storage;

/// <summary>The tables of a store, and how those of older ones become the newest.</summary>
/// <param name="migrations">What makes version n + 1 of version n, from 0.</param>
internal sealed class StoreSchema(IReadOnlyList<string> migrations)
{
    /// <summary>Marks a file as a store of runs: "Anne".</summary>
    public const int Application = 0x416E6E65;

    public static StoreSchema Newest { get; } = new(
    [
        """
        CREATE TABLE run (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL, name TEXT NOT NULL, run_group TEXT NOT NULL, experiment TEXT NOT NULL, label TEXT NOT NULL,
            schedule TEXT NOT NULL, optimizer TEXT NOT NULL, seed INTEGER NOT NULL, epochs INTEGER NOT NULL, batch INTEGER NOT NULL,
            folder TEXT NOT NULL, checkpoint TEXT NOT NULL, metric TEXT NOT NULL, direction TEXT NOT NULL, started INTEGER NOT NULL,
            status TEXT NOT NULL, learned INTEGER NOT NULL, ended INTEGER, seconds REAL NOT NULL, examples_per_second REAL,
            summaries BLOB NOT NULL, checksum INTEGER NOT NULL);
        CREATE TABLE detail (
            run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
            plan TEXT NOT NULL, environment TEXT NOT NULL, findings TEXT NOT NULL, checksum INTEGER NOT NULL);
        CREATE TABLE chunk (
            run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE, metric TEXT NOT NULL, place INTEGER NOT NULL,
            first_step INTEGER NOT NULL, last_step INTEGER NOT NULL, count INTEGER NOT NULL, steps BLOB NOT NULL, value BLOB NOT NULL,
            checksum INTEGER NOT NULL, PRIMARY KEY (run, metric, place));
        """,
    ]);

    public int Version => migrations.Count;

    /// <summary>Refuses what is no store, or a newer one; brings an older or empty one to the newest version.</summary>
    public void Prepare(SqliteConnection connection, string path)
    {
        long version = Ask(connection, "PRAGMA user_version");
        if (version == 0 && Ask(connection, "PRAGMA application_id") != Application && Ask(connection, "SELECT count(*) FROM sqlite_master") > 0)
            throw new StoreException($"'{path}' is a database of another program, and nothing in it was touched: name another file.");
        if (version > 0 && Ask(connection, "PRAGMA application_id") != Application)
            throw new StoreException($"'{path}' is a database of another program, and nothing in it was touched: name another file.");
        if (version < 0)
            throw new StoreException(FormattableString.Invariant($"The store '{path}' is damaged: its format is said to be {version}. Put a copy in its place, or name another store."));
        if (version > Version)
            throw new StoreException($"The store '{path}' was written by a newer version of this tool (format {version}, this one knows {Version}): use that one, or name another store.");
        if (version == Version)
            return;
        Do(connection, "BEGIN IMMEDIATE");
        try
        {
            // Another process may have been faster.
            for (long at = Ask(connection, "PRAGMA user_version"); at < Version; at++)
                Do(connection, migrations[(int)at]);
            Do(connection, FormattableString.Invariant($"PRAGMA application_id = {Application}; PRAGMA user_version = {Version}; COMMIT"));
        }
        catch
        {
            Do(connection, "ROLLBACK");
            throw;
        }
    }

    public static long Ask(SqliteConnection connection, string question)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = question;
        return (long)command.ExecuteScalar()!;
    }

    public static void Do(SqliteConnection connection, string work)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = work;
        command.ExecuteNonQuery();
    }
}
