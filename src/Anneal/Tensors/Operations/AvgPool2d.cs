using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The mean of every window of an image: [batch, channels, height, width] becomes [batch, channels, height′, width′].</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Steps of the window; default: its size.</param>
    /// <param name="padding">Zeros around the image; at most half the window. Default 0.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the image; default false.</param>
    /// <param name="countIncludePad">Whether the zeros count in the mean; default true, as in PyTorch.</param>
    /// <param name="divisor">What to divide by instead of the number of points; null, the default, for that.</param>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public Tensor AvgPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, bool ceilMode = false, bool countIncludePad = true, int? divisor = null)
    {
        if (divisor is 0)
            throw new ArgumentOutOfRangeException(nameof(divisor), "AvgPool2d: nothing can be divided by 0.");
        return AveragePooling.Of(Node, Pooling.Checked("AvgPool2d", Node.Shape, kernel, stride ?? kernel, padding ?? 0, 1, ceilMode) with { CountPadding = countIncludePad, FixedDivisor = divisor ?? 0 }).Result();
    }

    /// <summary>Means over as many windows as are wanted: window i of n begins at ⌊i·size/n⌋ and ends before ⌈(i + 1)·size/n⌉.</summary>
    /// <param name="output">How many windows both ways; 1 gives the mean of every channel.</param>
    /// <exception cref="ArgumentException">The input is no batch of images.</exception>
    public Tensor AdaptiveAvgPool2d(Size2d output)
    {
        Shape shape = Node.Shape;
        if (shape.Rank != 4)
            throw new ArgumentException($"AdaptiveAvgPool2d: the input {shape} must be [batch, channels, height, width].");
        output.AtLeast(1, "AdaptiveAvgPool2d", nameof(output));
        return AveragePooling.Of(Node, PoolShape.Adaptive(shape[2], shape[3], output.Height, output.Width)).Result();
    }
}

/// <summary>The mean of every window.</summary>
internal sealed unsafe class AveragePooling : Operation
{
    private PoolShape _shape;

    public override string Name => "AvgPool2d";

    public override long Work => First is null ? 0 : First.Stored;

    private int Planes => Layout is Layout.Lanes ? Lanes.Blocks(Shape[0]) * Shape[1] : Shape[0] * Shape[1];

    public static Operation Of(Operation x, PoolShape shape)
    {
        AveragePooling operation = Take<AveragePooling>(x);
        operation._shape = shape;
        operation.Shaped([x.Shape[0], x.Shape[1], shape.OutputHeight, shape.OutputWidth], x.Layout);
        if (operation.Layout is Layout.Lanes)
            LanesAveragePool.Forward(operation.Planes, shape, (float*)x.Address, (float*)operation.Address, operation.Threads);
        else if (operation.Precision is Precision.Single)
            operation.Forward<float>();
        else
            operation.Forward<double>();
        return operation;
    }

    public override void Backward()
    {
        nint to = First!.WriteGradient(out bool add);
        if (Layout is Layout.Lanes)
            LanesAveragePool.Backward(Planes, _shape, (float*)GradientAddress, (float*)to, add, Threads);
        else if (Precision is Precision.Single)
            Backward<float>(to, add);
        else
            Backward<double>(to, add);
    }

    private void Forward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => PlainPool<T>.Average(Planes, _shape, (T*)First!.Address, (T*)Address);

    private void Backward<T>(nint to, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => PlainPool<T>.AverageBackward(Planes, _shape, (T*)GradientAddress, (T*)to, add);
}
