using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Sums, number by number; sizes of 1 are stretched as in NumPy.</summary>
    /// <param name="left">One tensor.</param>
    /// <param name="right">The other; its shape fits when, from the last size on, sizes are equal or one of them is 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; both are named.</exception>
    public static Tensor operator +(Tensor left, Tensor right) => Addition.Of(left.Node, right.Node).Result();
}

/// <summary>a + b: the gradient passes on as it is. Works in any layout that both operands share.</summary>
internal sealed class Addition : Operation
{
    public override long Work => Stored;

    public static Operation Of(Operation a, Operation b)
    {
        if (a.Layout != b.Layout || a.Shape != b.Shape)
            (a, b) = Broadcast.Together(a, b, "+");
        Addition operation = Take<Addition>(a, b);
        operation.Shaped(a.Shape, a.Layout);
        if (operation.Precision is Precision.Single)
            operation.Forward<float>();
        else
            operation.Forward<double>();
        return operation;
    }

    public override void Backward()
    {
        // A copy first: after it the gradient may change hands.
        if (Second!.NeedsGradient && First!.NeedsGradient)
            CopyGradient(First);
        PassGradient(Second.NeedsGradient ? Second : First!);
    }

    private unsafe void Forward<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Loop.Run(new Sums<T>((T*)First!.Address, (T*)Second!.Address, (T*)Address), Stored, Threads);

    private readonly unsafe struct Sums<T>(T* a, T* b, T* y) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => (Vector.Load(a + i) + Vector.Load(b + i)).Store(y + i);
    }
}
