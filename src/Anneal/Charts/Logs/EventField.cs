namespace Anneal.Charts.Logs;

/// <summary>Field numbers of tensorboard/compat/proto/event.proto and the summary it holds.</summary>
internal static class EventField
{
    public const int WallTime = 1;
    public const int Step = 2;
    public const int FileVersion = 3;
    public const int Summary = 5;
    public const int SummaryValue = 1;
}

/// <summary>Field numbers of Summary.Value and of its metadata, in summary.proto.</summary>
internal static class ValueField
{
    public const int Tag = 1;
    public const int SimpleValue = 2;
    public const int Tensor = 8;
    public const int Metadata = 9;
    public const int PluginData = 1;
    public const int PluginName = 1;
    public const int PluginContent = 2;
}

/// <summary>Field numbers of tensor.proto and tensor_shape.proto.</summary>
internal static class TensorField
{
    public const int Type = 1;
    public const int Shape = 2;
    public const int Dimension = 2;
    public const int Size = 1;
    public const int Texts = 8;
}
