namespace Anneal.Charts.Logs;

/// <summary>The records of TensorBoard's plugin hparams: tensorboard/plugins/hparams/plugin_data.proto.</summary>
/// <remarks>No experiment is declared: TensorBoard then makes the columns of its table from all runs it finds, and the metrics from their scalars.</remarks>
internal static class RunSettings
{
    private const int Succeeded = 1;
    private const int Failed = 2;

    // HParamsPluginData: which of its messages this is. Its version, field 1, is 0, which is left out.
    private const int StartInfo = 3;
    private const int EndInfo = 4;

    public static ReadOnlySpan<byte> Start(ProtocolBuffer record, IReadOnlyDictionary<string, object> settings, string group, double seconds)
    {
        (int summary, int entry, int metadata, int plugin, int content) = Open(record, "_hparams_/session_start_info");
        int info = record.Open(StartInfo);
        foreach ((string name, object value) in settings)
        {
            int pair = record.Open(1);
            record.Text(1, name);
            int held = record.Open(2);
            Write(record, name, value);
            record.Close(held);
            record.Close(pair);
        }

        if (group.Length > 0) record.Text(4, group);
        record.Double(5, seconds);
        record.Close(info, content, plugin, metadata, entry, summary);
        return record.Written;
    }

    public static ReadOnlySpan<byte> End(ProtocolBuffer record, bool succeeded, double seconds)
    {
        (int summary, int entry, int metadata, int plugin, int content) = Open(record, "_hparams_/session_end_info");
        int info = record.Open(EndInfo);
        record.Number(1, succeeded ? Succeeded : Failed);
        record.Double(2, seconds);
        record.Close(info, content, plugin, metadata, entry, summary);
        return record.Written;
    }

    private static (int Summary, int Entry, int Metadata, int Plugin, int Content) Open(ProtocolBuffer record, string tag)
    {
        int summary = record.Open(EventField.Summary);
        int entry = record.Open(EventField.SummaryValue);
        record.Text(ValueField.Tag, tag);
        WriteNothing(record);
        int metadata = record.Open(ValueField.Metadata);
        int plugin = record.Open(ValueField.PluginData);
        record.Text(ValueField.PluginName, "hparams");
        return (summary, entry, metadata, plugin, record.Open(ValueField.PluginContent));
    }

    // A value has to be there, though all is in the metadata: no floats.
    private static void WriteNothing(ProtocolBuffer record)
    {
        const int FloatType = 1;
        int tensor = record.Open(ValueField.Tensor);
        record.Number(TensorField.Type, FloatType);
        int shape = record.Open(TensorField.Shape);
        int dimension = record.Open(TensorField.Dimension);
        record.Close(dimension, shape, tensor);
    }

    // google.protobuf.Value: 2 is a number, 3 a text, 4 a bool.
    private static void Write(ProtocolBuffer record, string name, object value)
    {
        switch (value)
        {
            case bool yes: record.Number(4, yes ? 1 : 0); break;
            case string text: record.Text(3, text); break;
            case double or float or int or long: record.Double(2, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)); break;
            default: throw new ArgumentException($"The setting \"{name}\" is a {value?.GetType().Name ?? "null"}; give a bool, a number (int, long, float, double), or its text.");
        }
    }
}
