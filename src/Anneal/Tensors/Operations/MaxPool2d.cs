using System.Numerics;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The largest number of every window of an image: [batch, channels, height, width] becomes [batch, channels, height′, width′].</summary>
    /// <param name="kernel">Size of the window.</param>
    /// <param name="stride">Steps of the window; default: its size.</param>
    /// <param name="padding">Rows and columns around the image that count as −∞; at most half the window. Default 0.</param>
    /// <param name="dilation">Distance of the window's points; default 1.</param>
    /// <param name="ceilMode">Whether a last window may reach beyond the image; default false.</param>
    /// <remarks>The first of equal numbers gets the gradient, and NaN is the largest, as in PyTorch.</remarks>
    /// <exception cref="ArgumentException">The window does not fit.</exception>
    public Tensor MaxPool2d(Size2d kernel, Size2d? stride = null, Size2d? padding = null, Size2d? dilation = null, bool ceilMode = false)
        => MaxPooling.Of(Node, Pooling.Checked("MaxPool2d", Node.Shape, kernel, stride ?? kernel, padding ?? 0, dilation ?? 1, ceilMode)).Result();
}

/// <summary>The largest number of every window, and where it was.</summary>
internal sealed unsafe class MaxPooling : Operation
{
    private PoolShape _shape;
    private nint _positions;

    public override string Name => "MaxPool2d";

    public override long Work => (long)Stored * _shape.KernelHeight * _shape.KernelWidth;

    private int Planes => Layout is Layout.Lanes ? Lanes.Blocks(Shape[0]) * Shape[1] : Shape[0] * Shape[1];

    public static Operation Of(Operation x, PoolShape shape)
    {
        MaxPooling operation = Take<MaxPooling>(x);
        operation._shape = shape;
        operation.Shaped([x.Shape[0], x.Shape[1], shape.OutputHeight, shape.OutputWidth], x.Layout);
        operation._positions = operation.Scratch((long)operation.Stored * sizeof(ushort));
        if (operation.Layout is Layout.Lanes)
            LanesMaxPool.Forward(operation.Planes, shape, (float*)x.Address, (float*)operation.Address, (ushort*)operation._positions, operation.Threads);
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
            LanesMaxPool.Backward(Planes, _shape, (float*)GradientAddress, (ushort*)_positions, (float*)to, add, Threads);
        else if (Precision is Precision.Single)
            Backward<float>(to, add);
        else
            Backward<double>(to, add);
    }

    private void Forward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => PlainPool<T>.Max(Planes, _shape, (T*)First!.Address, (T*)Address, (ushort*)_positions);

    private void Backward<T>(nint to, bool add)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => PlainPool<T>.MaxBackward(Planes, _shape, (T*)GradientAddress, (ushort*)_positions, (T*)to, add);
}
