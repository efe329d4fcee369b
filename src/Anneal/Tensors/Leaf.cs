using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>Numbers that no operation made: data, or a variable that wants a gradient.</summary>
internal sealed unsafe class Leaf : Operation
{
    /// <summary>Room for numbers of a shape.</summary>
    public static Leaf Of(Shape shape, Precision precision, bool needsGradient = false)
    {
        Leaf leaf = Bare<Leaf>(Ambient.Current);
        leaf.Precision = precision;
        leaf.NeedsGradient = needsGradient;
        leaf.Shaped(shape);
        return leaf;
    }

    /// <summary>The gradient of another operation, as numbers to read.</summary>
    public static Leaf OfGradient(Operation operation)
    {
        Leaf leaf = Bare<Leaf>(Ambient.Current);
        leaf.Precision = operation.Precision;
        if (operation.Layout is Layout.Plain)
        {
            leaf.Lend(operation.Shape, operation.ShownGradientAddress, operation);
        }
        else
        {
            leaf.Shaped(operation.Shape);
            Lanes.Unpack(operation.Shape[0], operation.Shape.FlattenedLength / operation.Shape[0], (float*)operation.ShownGradientAddress, (float*)leaf.Address, false, leaf.Threads);
        }

        return leaf;
    }

    /// <summary>The result of another operation, as numbers without a way back.</summary>
    public static Leaf OfValues(Operation operation)
    {
        Leaf leaf = Bare<Leaf>(Ambient.Current);
        leaf.Precision = operation.Precision;
        leaf.Lend(operation.Shape, operation.Address, operation);
        return leaf;
    }

    public override void Backward()
    {
    }
}
