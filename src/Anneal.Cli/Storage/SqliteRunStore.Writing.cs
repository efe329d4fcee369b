using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Anneal.Cli.Storage;

/// <content>Everything that changes the store.</content>
internal sealed partial class SqliteRunStore
{
    private readonly Dictionary<long, OwnedRun> _owned = [];

    // Prepared once: they run for every run and metric, twice a second.
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    private static readonly string[] _columns = StoredRunRow.Columns.Split(", ")[1..];

    private static readonly string _insert = $"INSERT INTO run ({string.Join(", ", _columns)}) VALUES ({string.Join(", ", _columns.Select((_, i) => $"${i + 1}"))})";

    private static readonly string _update = $"UPDATE run SET {string.Join(", ", _columns.Select((column, i) => $"{column} = ${i + 1}"))} WHERE number = ${_columns.Length + 1}";

    public long Begin(RunDescription run, RunDetails details) => Change(() =>
    {
        StoredRun stored = new(0, run, StoredStatus.Training, true, null, 0, double.NaN, new Dictionary<string, MetricSummary>(StringComparer.Ordinal));
        Write(_insert, StoredRunRow.Values(stored));
        long number = StoreSchema.Ask(_connection, "SELECT last_insert_rowid()");
        // Before anybody can see the run.
        if (!_locks.Take(number))
            throw new StoreException($"The run {number} that was just begun in '{Place}' is locked by somebody: look what uses '{Place}.locks'.");
        _owned[number] = new OwnedRun { Run = stored with { Number = number } };
        Write(_owned[number].Run);
        WriteDetails(number, details, "INSERT INTO detail (plan, environment, findings, checksum, run) VALUES ($1, $2, $3, $4, $5)");
        return number;
    });

    public StoredRun GoOn(long number, long afterStep) => Change(() =>
    {
        if (_owned.ContainsKey(number) || !_locks.Take(number))
            throw new UserError($"Run {number} is being trained, by this or another process: wait for it, or end that one first.");
        try
        {
            StoredRun run = Row(number) ?? throw Unknown(number);
            OwnedRun owned = new() { Run = run with { Status = StoredStatus.Training, Ended = null, Metrics = new Dictionary<string, MetricSummary>(StringComparer.Ordinal) } };
            foreach (string metric in run.Metrics.Keys)
                Cut(owned, metric, afterStep);
            Write(owned.Run);
            _owned[number] = owned;
            // The caller's own: what is appended does not change it.
            return Row(number)!;
        }
        catch
        {
            _locks.Release(number);
            throw;
        }
    });

    public void Append(IEnumerable<RunValues> runs) => Change(() =>
    {
        foreach (RunValues one in runs)
        {
            OwnedRun owned = Owned(one.Number);
            foreach (MetricSeries series in one.Values)
            {
                owned.SummaryOf(series.Metric).Add(series);
                Chunk chunk = owned.LastOf(series.Metric);
                for (int i = 0; i < series.Values.Count; i++)
                {
                    if (chunk.IsFull)
                    {
                        Write(one.Number, series.Metric, chunk);
                        owned.Last[series.Metric] = chunk = new Chunk(chunk.Place + 1);
                    }

                    chunk.Add(series.Steps[i], series.Values[i]);
                }

                if (chunk.Count > 0)
                    Write(one.Number, series.Metric, chunk);
            }

            owned.Run = owned.Run with { Seconds = one.Seconds };
            Write(owned.Run);
        }

        return true;
    });

    public void End(long number, RunEnding ending)
    {
        Change(() =>
        {
            OwnedRun owned = Owned(number);
            owned.Run = owned.Run with { Status = ending.Status, Learned = ending.Learned, Ended = ending.Ended, Seconds = ending.Seconds, ExamplesPerSecond = ending.ExamplesPerSecond };
            Write(owned.Run);
            WriteDetails(number, Details(number) with { Findings = ending.Findings }, "UPDATE detail SET plan = $1, environment = $2, findings = $3, checksum = $4 WHERE run = $5");
            return true;
        });
        lock (_gate)
        {
            _owned.Remove(number);
            _locks.Release(number);
        }
    }

    public bool Delete(long number) => Change(() =>
    {
        if (_owned.ContainsKey(number) || !_locks.Take(number))
            throw new UserError($"Run {number} is being trained: wait for it, or end that training first.");
        try
        {
            using SqliteCommand command = Command("DELETE FROM run WHERE number = $1", number);
            bool was = command.ExecuteNonQuery() > 0;
            // Numbers are never given twice, so nobody can want this lock again.
            _locks.Remove(number);
            return was;
        }
        catch
        {
            _locks.Release(number);
            throw;
        }
    });

    // Keeps what was measured up to a step, and counts it anew.
    private void Cut(OwnedRun owned, string metric, long afterStep)
    {
        Chunk? last = null;
        MetricSummary summary = new();
        foreach (Chunk chunk in Chunks(owned.Run.Number, metric).ToArray())
        {
            List<long> steps = [];
            List<double> values = [];
            chunk.CopyTo(steps, values);
            int kept = steps.FindIndex(step => step > afterStep) is >= 0 and int at ? at : steps.Count;
            if (kept == 0)
                break;
            last = new Chunk(chunk.Place);
            for (int i = 0; i < kept; i++)
            {
                last.Add(steps[i], values[i]);
                summary.Add(steps[i], values[i]);
            }
        }

        using SqliteCommand command = Command("DELETE FROM chunk WHERE run = $1 AND metric = $2 AND place >= $3", owned.Run.Number, metric, last?.Place ?? 0);
        command.ExecuteNonQuery();
        if (last is null)
            return;
        Write(owned.Run.Number, metric, last);
        owned.Last[metric] = last;
        ((Dictionary<string, MetricSummary>)owned.Run.Metrics)[metric] = summary;
    }

    private void Write(StoredRun run) => Write(_update, [.. StoredRunRow.Values(run), run.Number]);

    private void Write(long number, string metric, Chunk chunk)
    {
        (byte[] steps, byte[] values) = (chunk.EncodedSteps(), chunk.EncodedValues());
        Write(
            "INSERT OR REPLACE INTO chunk (run, metric, place, first_step, last_step, count, steps, value, checksum) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [number, metric, (long)chunk.Place, chunk.FirstStep, chunk.LastStep, (long)chunk.Count, steps, values, (long)Chunk.Sum(number, metric, chunk.Place, chunk.FirstStep, steps, values)]);
    }

    private void WriteDetails(long number, RunDetails details, string text)
    {
        string environment = JsonSerializer.Serialize(details.Environment, StoreJson.Default.RunEnvironment);
        string findings = JsonSerializer.Serialize(details.Findings, StoreJson.Default.IReadOnlyListRunFinding);
        Write(text, [details.Plan, environment, findings, (long)SumOf(number, details.Plan, environment, findings), number]);
    }

    private void Write(string text, object[] values)
    {
        if (!_commands.TryGetValue(text, out SqliteCommand? command))
            _commands[text] = command = Command(text, values);
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private OwnedRun Owned(long number) => _owned.GetValueOrDefault(number) ?? throw new InvalidOperationException($"Run {number} is not this object's: begin it, or go on with it.");

    // All or nothing.
    private T Change<T>(Func<T> work) => Try(() =>
    {
        Do("BEGIN IMMEDIATE");
        try
        {
            T result = work();
            Do("COMMIT");
            return result;
        }
        catch
        {
            try
            {
                Do("ROLLBACK");
            }
            catch (SqliteException)
            {
                // A full disk has rolled back by itself.
            }

            throw;
        }
    });

    /// <summary>A run that this object writes, with what would otherwise have to be read for every append.</summary>
    private sealed class OwnedRun
    {
        public required StoredRun Run { get; set; }

        public Dictionary<string, Chunk> Last { get; } = [];

        public Chunk LastOf(string metric) => Last.TryGetValue(metric, out Chunk? chunk) ? chunk : Last[metric] = new Chunk(0);

        public MetricSummary SummaryOf(string metric)
        {
            Dictionary<string, MetricSummary> metrics = (Dictionary<string, MetricSummary>)Run.Metrics;
            return metrics.TryGetValue(metric, out MetricSummary? summary) ? summary : metrics[metric] = new MetricSummary();
        }
    }
}
