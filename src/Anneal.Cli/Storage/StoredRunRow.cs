using System.Text;
using Anneal.Cli.Plans;
using Anneal.Controllers;
using Microsoft.Data.Sqlite;

namespace Anneal.Cli.Storage;

/// <summary>A run as a row of the store, and back.</summary>
internal static class StoredRunRow
{
    public const string Columns = "number, kind, name, run_group, experiment, label, schedule, optimizer, seed, epochs, batch, folder, checkpoint, metric, direction, started, status, learned, ended, seconds, examples_per_second, summaries, checksum";

    /// <summary>The values behind the number, in the order of the columns.</summary>
    public static object[] Values(StoredRun run)
    {
        RunDescription about = run.About;
        byte[] summaries = Encoded(run.Metrics);
        return
        [
            about.Kind.ToString(), about.Name, about.Group, about.Experiment, about.Label, about.Schedule, about.Optimizer, (long)about.Seed, (long)about.Epochs, (long)about.Batch,
            about.Folder, about.Checkpoint, about.Metric, about.Direction.ToString(), about.Started.ToUnixTimeMilliseconds(),
            run.Status.ToString(), run.Learned ? 1L : 0L, run.Ended is DateTimeOffset ended ? ended.ToUnixTimeMilliseconds() : DBNull.Value,
            run.Seconds, double.IsFinite(run.ExamplesPerSecond) ? run.ExamplesPerSecond : DBNull.Value, summaries, (long)Sum(run, summaries),
        ];
    }

    /// <summary>The run of a row; null where it is not what was written.</summary>
    public static StoredRun? Read(SqliteDataReader row)
    {
        try
        {
            byte[] summaries = (byte[])row.GetValue(21);
            StoredRun run = new(
                row.GetInt64(0),
                new RunDescription
                {
                    Kind = Enum.Parse<PlanKind>(row.GetString(1)),
                    Name = row.GetString(2),
                    Group = row.GetString(3),
                    Experiment = row.GetString(4),
                    Label = row.GetString(5),
                    Schedule = row.GetString(6),
                    Optimizer = row.GetString(7),
                    Seed = row.GetInt32(8),
                    Epochs = row.GetInt32(9),
                    Batch = row.GetInt32(10),
                    Folder = row.GetString(11),
                    Checkpoint = row.GetString(12),
                    Metric = row.GetString(13),
                    Direction = Enum.Parse<Direction>(row.GetString(14)),
                    Started = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(15)),
                },
                Enum.Parse<StoredStatus>(row.GetString(16)),
                row.GetInt64(17) != 0,
                row.IsDBNull(18) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(18)),
                row.GetDouble(19),
                row.IsDBNull(20) ? double.NaN : row.GetDouble(20),
                new Dictionary<string, MetricSummary>());
            return Sum(run, summaries) == row.GetInt64(22) ? run with { Metrics = Decoded(summaries) } : null;
        }
        catch (Exception exception) when (exception is InvalidCastException or ArgumentException or OverflowException or EndOfStreamException or InvalidOperationException)
        {
            // A flipped bit can make a number of a text, or leave no word of an enumeration.
            return null;
        }
    }

    private static uint Sum(StoredRun run, byte[] summaries)
    {
        RunDescription about = run.About;
        Checksum sum = new();
        foreach (long number in (ReadOnlySpan<long>)[run.Number, (long)about.Kind, about.Seed, about.Epochs, about.Batch, (long)about.Direction, about.Started.ToUnixTimeMilliseconds(), (long)run.Status, run.Learned ? 1 : 0, run.Ended?.ToUnixTimeMilliseconds() ?? -1])
            sum.Add(number);
        foreach (string text in (ReadOnlySpan<string>)[about.Name, about.Group, about.Experiment, about.Label, about.Schedule, about.Optimizer, about.Folder, about.Checkpoint, about.Metric])
            sum.Add(text);
        sum.Add(run.Seconds);
        sum.Add(double.IsFinite(run.ExamplesPerSecond) ? run.ExamplesPerSecond : -1);
        sum.Add(summaries);
        return sum.Value;
    }

    private static byte[] Encoded(IReadOnlyDictionary<string, MetricSummary> metrics)
    {
        using MemoryStream bytes = new();
        using BinaryWriter output = new(bytes, Encoding.UTF8);
        output.Write(metrics.Count);
        foreach ((string name, MetricSummary metric) in metrics)
        {
            output.Write(name);
            output.Write(metric.Count);
            output.Write(metric.LastStep);
            output.Write(metric.Last);
            output.Write(metric.Lowest);
            output.Write(metric.LowestStep);
            output.Write(metric.Highest);
            output.Write(metric.HighestStep);
            metric.Curve.Write(output);
        }

        output.Flush();
        return bytes.ToArray();
    }

    private static Dictionary<string, MetricSummary> Decoded(byte[] bytes)
    {
        using BinaryReader input = new(new MemoryStream(bytes), Encoding.UTF8);
        int count = input.ReadInt32();
        Dictionary<string, MetricSummary> metrics = new(count, StringComparer.Ordinal);
        for (int i = 0; i < count; i++)
        {
            string name = input.ReadString();
            metrics[name] = new MetricSummary
            {
                Count = input.ReadInt64(),
                LastStep = input.ReadInt64(),
                Last = input.ReadDouble(),
                Lowest = input.ReadDouble(),
                LowestStep = input.ReadInt64(),
                Highest = input.ReadDouble(),
                HighestStep = input.ReadInt64(),
                Curve = ThinnedCurve.Read(input),
            };
        }

        return metrics;
    }
}
