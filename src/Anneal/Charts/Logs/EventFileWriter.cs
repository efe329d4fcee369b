using System.Globalization;

namespace Anneal.Charts.Logs;

/// <summary>Writes an event file that TensorBoard reads: scalars, texts, and the settings of a run.</summary>
/// <remarks>
/// One file is one run, in a folder of its own: TensorBoard calls the run after the folder. Records are TFRecords (length, masked CRC-32C,
/// bytes, masked CRC-32C) of the protocol buffer Event, version brain.Event:2. One thread at a time.
/// </remarks>
public sealed class EventFileWriter : IDisposable
{
    private const string Version = "brain.Event:2";

    private readonly RecordStream _records;
    private readonly ProtocolBuffer _event = new();
    private readonly TimeProvider _time;

    /// <summary>Writes into a stream, which is closed with the writer.</summary>
    /// <param name="stream">Where the records go.</param>
    /// <param name="time">The clock of the records.</param>
    public EventFileWriter(Stream stream, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(time);
        _records = new RecordStream(stream);
        _time = time;
        Begin(0);
        _event.Text(EventField.FileVersion, Version);
        _records.Write(_event.Written);
    }

    /// <summary>A new file in a folder, which is made where it is missing; flushed files can be watched while the run goes on.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="time">The clock; that of the system where none is given.</param>
    public static EventFileWriter Create(string folder, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        time ??= TimeProvider.System;
        Directory.CreateDirectory(folder);
        for (int number = 0; ; number++)
        {
            string path = Path.Combine(folder, FileName(time.GetUtcNow(), Environment.MachineName, Environment.ProcessId, number));
            if (!File.Exists(path)) return new EventFileWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read), time);
        }
    }

    /// <summary>events.out.tfevents.⟨seconds since 1970, ten digits⟩.⟨host⟩.⟨process⟩.⟨number⟩: TensorBoard looks for the first part, and sorts by the second.</summary>
    /// <param name="time">When the run began.</param>
    /// <param name="host">The name of the machine; characters that no file name has become _.</param>
    /// <param name="process">The process that writes.</param>
    /// <param name="number">Tells files of the same second apart.</param>
    public static string FileName(DateTimeOffset time, string host, int process, int number = 0)
    {
        ArgumentNullException.ThrowIfNull(host);
        string safe = string.Concat(host.Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));
        return string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{time.ToUnixTimeSeconds():D10}.{safe}.{process}.{number}");
    }

    /// <summary>One value of a curve.</summary>
    /// <param name="tag">The name of the curve; what stands before a slash groups the charts: "loss/train".</param>
    /// <param name="step">The step.</param>
    /// <param name="value">The value; TensorBoard keeps floats.</param>
    public void Scalar(string tag, long step, double value)
    {
        (int summary, int entry) = BeginValue(tag, step);
        _event.Float(ValueField.SimpleValue, (float)value);
        End(summary, entry);
    }

    /// <summary>A text, shown as Markdown: the configuration of a run.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="step">The step.</param>
    /// <param name="markdown">The text; a line indented by four spaces is code.</param>
    public void Text(string tag, long step, string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        const int TextType = 7;
        (int summary, int entry) = BeginValue(tag, step);
        int tensor = _event.Open(ValueField.Tensor);
        _event.Number(TensorField.Type, TextType);
        int shape = _event.Open(TensorField.Shape);
        int dimension = _event.Open(TensorField.Dimension);
        _event.Number(TensorField.Size, 1);
        _event.Close(dimension, shape);
        _event.Text(TensorField.Texts, markdown);
        _event.Close(tensor);
        Plugin("text");
        End(summary, entry);
    }

    /// <summary>The settings of the run, for TensorBoard's table of runs (HPARAMS); call it once, before the scalars.</summary>
    /// <param name="settings">Names and values: a bool, a number, or a text.</param>
    /// <param name="group">Runs of the same group, such as seeds, are one row of the table; empty makes each run a row.</param>
    /// <exception cref="ArgumentException">A value is of another type.</exception>
    public void Settings(IReadOnlyDictionary<string, object> settings, string group = "")
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(group);
        _records.Write(RunSettings.Start(Begin(0), settings, group, Seconds));
    }

    /// <summary>Ends what <see cref="Settings"/> began: the table says then how the run went.</summary>
    /// <param name="succeeded">False for a run that failed.</param>
    public void Ended(bool succeeded) => _records.Write(RunSettings.End(Begin(0), succeeded, Seconds));

    /// <summary>Hands what was written to the file system.</summary>
    public void Flush() => _records.Flush();

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose() => _records.Dispose();

    private double Seconds => (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;

    private ProtocolBuffer Begin(long step)
    {
        _event.Clear();
        _event.Double(EventField.WallTime, Seconds);
        if (step != 0) _event.Number(EventField.Step, step);
        return _event;
    }

    private (int Summary, int Entry) BeginValue(string tag, long step)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        Begin(step);
        int summary = _event.Open(EventField.Summary);
        int entry = _event.Open(EventField.SummaryValue);
        _event.Text(ValueField.Tag, tag);
        return (summary, entry);
    }

    private void Plugin(string name)
    {
        int metadata = _event.Open(ValueField.Metadata);
        int plugin = _event.Open(ValueField.PluginData);
        _event.Text(ValueField.PluginName, name);
        _event.Close(plugin, metadata);
    }

    private void End(int summary, int entry)
    {
        _event.Close(entry, summary);
        _records.Write(_event.Written);
    }
}
