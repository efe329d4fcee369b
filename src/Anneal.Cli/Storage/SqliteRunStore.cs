using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Anneal.Cli.Storage;

/// <summary>A store in one file, which several processes of one machine may use at the same time.</summary>
/// <remarks>
/// SQLite with a write-ahead log: a process that is killed loses nothing that <see cref="Append"/> has returned from, a power cut at most the last
/// moments. Every row has a checksum, verified when it is read. Runs are owned by locks of the operating system beside the file.
/// </remarks>
internal sealed partial class SqliteRunStore : IRunStore
{
    /// <summary>How long one waits for another process that writes.</summary>
    public const int BusySeconds = 10;

    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly RunLocks _locks;
    private bool _closed;

    private SqliteRunStore(string path, SqliteConnection connection) => (Place, _connection, _locks) = (path, connection, new RunLocks(path));

    public string Place { get; }

    /// <summary>Opens a store.</summary>
    /// <param name="path">The file.</param>
    /// <param name="create">Whether one that is not there is made, with its folder.</param>
    /// <param name="schema">The tables; null is the newest.</param>
    /// <exception cref="StoreException">It cannot be opened, or is none.</exception>
    public static SqliteRunStore Open(string path, bool create, StoreSchema? schema = null)
    {
        SQLitePCL.Batteries_V2.Init();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySeconds,
            ForeignKeys = true,
        }.ToString());
        try
        {
            if (create && Path.GetDirectoryName(path) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            connection.Open();
            StoreSchema.Do(connection, FormattableString.Invariant($"PRAGMA busy_timeout = {BusySeconds * 1000}"));
            (schema ?? StoreSchema.Newest).Prepare(connection, path);
            StoreSchema.Do(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
            return new(path, connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw StoreFault.Of(exception, path);
        }
        catch (StoreException)
        {
            connection.Dispose();
            throw;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            connection.Dispose();
            throw new StoreException($"The store '{path}' cannot be opened: {exception.Message} Name another one with --store, or set ANNEAL_STORE.");
        }
    }

    public IReadOnlyList<StoredRun> List() => Try(() =>
    {
        using SqliteCommand command = Command($"SELECT {StoredRunRow.Columns} FROM run ORDER BY number");
        using SqliteDataReader rows = command.ExecuteReader();
        List<StoredRun> runs = [];
        while (rows.Read())
            runs.Add(Shown(rows));
        return runs;
    });

    public StoredRun? Find(long number) => Try(() => Row(number));

    public RunDetails Details(long number) => Try(() =>
    {
        using SqliteCommand command = Command("SELECT plan, environment, findings, checksum FROM detail WHERE run = $1", number);
        using SqliteDataReader row = command.ExecuteReader();
        if (!row.Read())
            throw Row(number) is null ? Unknown(number) : Damage($"the plan of run {number} is missing");
        (string plan, string environment, string findings) = (row.GetString(0), row.GetString(1), row.GetString(2));
        if (SumOf(number, plan, environment, findings) != row.GetInt64(3))
            throw Damage($"the plan of run {number} is not what was written");
        return new RunDetails(plan, JsonSerializer.Deserialize(environment, StoreJson.Default.RunEnvironment)!, JsonSerializer.Deserialize(findings, StoreJson.Default.IReadOnlyListRunFinding)!);
    });

    public MetricSeries Read(long number, string metric) => Try(() =>
    {
        // What the summary counts and the chunks have must be of one moment.
        Do("BEGIN");
        try
        {
            StoredRun run = Row(number) ?? throw Unknown(number);
            List<long> steps = [];
            List<double> values = [];
            foreach (Chunk chunk in Chunks(number, metric))
                chunk.CopyTo(steps, values);
            long expected = run.Metrics.GetValueOrDefault(metric)?.Count ?? 0;
            return values.Count == expected ? new MetricSeries(metric, steps, values) : throw Damage($"run {number} has {values.Count} values of {metric} where {expected} were written");
        }
        finally
        {
            Do("COMMIT");
        }
    });

    /// <summary>Lets the file grow by no more than so many pages: what a full disk does.</summary>
    internal void MostPages(long more) => Try(() => StoreSchema.Ask(_connection, FormattableString.Invariant($"PRAGMA max_page_count = {StoreSchema.Ask(_connection, "PRAGMA page_count") + more}")));

    /// <summary>Leaves runs that train without an owner, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            foreach (SqliteCommand command in _commands.Values)
                command.Dispose();
            _connection.Dispose();
            _locks.Dispose();
        }
    }

    private StoredRun? Row(long number)
    {
        using SqliteCommand command = Command($"SELECT {StoredRunRow.Columns} FROM run WHERE number = $1", number);
        using SqliteDataReader rows = command.ExecuteReader();
        return rows.Read() ? Shown(rows) : null;
    }

    private StoredRun Shown(SqliteDataReader row)
    {
        StoredRun run = StoredRunRow.Read(row) ?? throw Damage($"run {row.GetInt64(0)} is not what was written; 'anneal delete {row.GetInt64(0)} --yes' removes it");
        return run.Status is StoredStatus.Training && !_locks.IsTaken(run.Number) ? run with { Status = StoredStatus.Interrupted } : run;
    }

    private IEnumerable<Chunk> Chunks(long number, string metric)
    {
        using SqliteCommand command = Command("SELECT place, first_step, steps, value, checksum FROM chunk WHERE run = $1 AND metric = $2 ORDER BY place", number, metric);
        using SqliteDataReader rows = command.ExecuteReader();
        for (int expected = 0; rows.Read(); expected++)
        {
            (int place, long first, byte[] steps, byte[] values) = (rows.GetInt32(0), rows.GetInt64(1), (byte[])rows.GetValue(2), (byte[])rows.GetValue(3));
            bool whole = place == expected && Chunk.Sum(number, metric, place, first, steps, values) == rows.GetInt64(4);
            yield return (whole ? Chunk.Decoded(place, first, steps, values) : null) ?? throw Damage($"values of {metric} of run {number} are not what was written");
        }
    }

    private static uint SumOf(long number, string plan, string environment, string findings)
    {
        Checksum sum = new();
        sum.Add(number);
        sum.Add(plan);
        sum.Add(environment);
        sum.Add(findings);
        return sum.Value;
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<object> values)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = text;
        for (int i = 0; i < values.Length; i++)
            command.Parameters.AddWithValue(FormattableString.Invariant($"${i + 1}"), values[i]);
        return command;
    }

    private void Do(string work) => StoreSchema.Do(_connection, work);

    private T Try<T>(Func<T> work)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            try
            {
                return work();
            }
            catch (SqliteException exception)
            {
                throw StoreFault.Of(exception, Place);
            }
            catch (Exception exception) when (exception is InvalidCastException or JsonException)
            {
                throw Damage("a value is of another kind than what was written");
            }
        }
    }

    private StoreException Damage(string what) => StoreFault.Damaged(Place, what);

    private static UserError Unknown(long number) => new($"There is no run {number}.");
}
