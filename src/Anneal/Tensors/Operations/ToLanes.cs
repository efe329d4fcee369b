using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>A batch of images from row by row to the lanes layout; lanes without an image are zero.</summary>
internal sealed unsafe class ToLanes : Operation
{
    /// <summary>The operand in lanes: itself when it lies so.</summary>
    public static Operation Of(Operation x)
    {
        if (x.Layout is Layout.Lanes)
            return x;
        if (x.KnownTwin is Operation known)
            return known;
        ToLanes operation = Take<ToLanes>(x);
        operation.Shaped(x.Shape, Layout.Lanes);
        Lanes.Pack(x.Shape[0], x.Shape.FlattenedLength / x.Shape[0], (float*)x.Address, (float*)operation.Address, operation.Threads);
        x.KnownTwin = operation;
        return operation;
    }

    public override void Backward()
    {
        nint to = First!.WriteGradient(out bool add);
        Lanes.Unpack(Shape[0], Shape.FlattenedLength / Shape[0], (float*)GradientAddress, (float*)to, add, Threads);
    }
}
