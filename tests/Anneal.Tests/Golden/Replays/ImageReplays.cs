using System.Text.Json;
using Anneal.Modules;
using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Tests.Golden.Replays;

internal static class ImageReplays
{
    [Replays("Conv2d")]
    public static LayerResult Conv2d(LayerCase one)
    {
        _ = (one.Argument("in_channels"), one.Argument("out_channels"), one.Argument("kernel_size"), one.Argument("bias"));
        Assert.Equal("zeros", one.Text("padding_mode", "zeros"));
        return one.Operand("x").Conv2d(
            one.Operand("weight"), one.Has("bias") ? one.Operand("bias") : null, one.Pair("stride", 1), one.Pair("padding", 0), one.Pair("dilation", 1), one.Integer("groups", 1));
    }

    [Replays("MaxPool2d")]
    public static LayerResult MaxPool2d(LayerCase one)
    {
        (int, int) kernel = one.Pair("kernel_size", 0);
        return one.Operand("x").MaxPool2d(kernel, Stride(one, kernel), one.Pair("padding", 0), one.Pair("dilation", 1), one.Flag("ceil_mode", false));
    }

    [Replays("AvgPool2d")]
    public static LayerResult AvgPool2d(LayerCase one)
    {
        (int, int) kernel = one.Pair("kernel_size", 0);
        int divisor = one.Integer("divisor_override", 0);
        return one.Operand("x").AvgPool2d(kernel, Stride(one, kernel), one.Pair("padding", 0), one.Flag("ceil_mode", false), one.Flag("count_include_pad", true), divisor == 0 ? null : divisor);
    }

    [Replays("AdaptiveAvgPool2d")]
    public static LayerResult AdaptiveAvgPool2d(LayerCase one)
    {
        // A size that is not given is the image's own.
        (int height, int width) = one.Pair("output_size", 0);
        Tensor x = one.Operand("x");
        return x.AdaptiveAvgPool2d((height == 0 ? x.Shape[2] : height, width == 0 ? x.Shape[3] : width));
    }

    [Replays("BatchNorm1d", "BatchNorm2d")]
    public static LayerResult BatchNorm(LayerCase one)
    {
        int features = one.Integer("num_features", 0);
        double? momentum = one.Argument("momentum") is { ValueKind: JsonValueKind.Null } ? null : one.Number("momentum", 0.1);
        (double epsilon, bool affine, bool track) = (one.Number("eps", 1e-5), one.Flag("affine", true), one.Flag("track_running_stats", true));
        BatchNorm norm = one.Layer == "BatchNorm1d" ? new BatchNorm1d(features, epsilon, momentum, affine, track) : new BatchNorm2d(features, epsilon, momentum, affine, track);
        norm.Initialize(seed: 1, one.Precision);
        foreach (Parameter parameter in norm.Parameters.Concat(norm.Buffers))
            Put(parameter, one.Numbers(parameter.Name).Values);
        Tensor output = default;
        for (int call = 0; call < one.Calls; call++)
            output = norm.Forward(one.Operand("x"), one.IsTraining ? Mode.Training : Mode.Evaluation);
        output.Backward(one.Upstream());
        return new(output)
        {
            Gradients = new(norm.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, Doubles(parameter, false))).Append(KeyValuePair.Create("x", LayerCase.Doubles(one.Operand("x").Gradient)))),
            Buffers = new(norm.Buffers.Select(buffer => KeyValuePair.Create(buffer.Name, Doubles(buffer, true)))),
        };
    }

    private static (int, int) Stride(LayerCase one, (int, int) kernel)
        => one.Argument("stride") is null or { ValueKind: JsonValueKind.Null } ? kernel : one.Pair("stride", 0);

    private static void Put(Parameter parameter, double[] values)
    {
        if (parameter.Store.Precision is Precision.Double)
            values.CopyTo(parameter.WeightsAs<double>());
        else
            Array.ConvertAll(values, value => (float)value).CopyTo(parameter.Weights);
    }

    private static double[] Doubles(Parameter parameter, bool weights)
    {
        if (parameter.Store.Precision is Precision.Double)
            return (weights ? parameter.WeightsAs<double>() : parameter.GradientsAs<double>()).ToArray();
        return Array.ConvertAll((weights ? parameter.Weights : parameter.Gradients).ToArray(), value => (double)value);
    }
}
