using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>A batch of images from the lanes layout to row by row.</summary>
internal sealed unsafe class FromLanes : Operation
{
    public static Operation Of(Operation x)
    {
        FromLanes operation = Take<FromLanes>(x);
        operation.Shaped(x.Shape);
        Lanes.Unpack(x.Shape[0], x.Shape.FlattenedLength / x.Shape[0], (float*)x.Address, (float*)operation.Address, false, operation.Threads);
        x.KnownTwin = operation;
        return operation;
    }

    public override void Backward()
    {
        nint to = First!.WriteGradient(out bool add);
        nint packed = add ? Scratch((long)First.Stored * sizeof(float)) : to;
        Lanes.Pack(Shape[0], Shape.FlattenedLength / Shape[0], (float*)GradientAddress, (float*)packed, Threads);
        if (add)
            Copying.Copy<float>(packed, to, First.Stored, true, Threads);
    }
}
