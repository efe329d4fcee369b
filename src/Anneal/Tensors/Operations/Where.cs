using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>One number or another, place by place; sizes of 1 are stretched as in NumPy. Only the number that was taken gets a gradient.</summary>
    /// <param name="condition">Takes from the first where it is not 0; a comparison gives such a tensor.</param>
    /// <param name="first">Taken where the condition holds.</param>
    /// <param name="second">Taken elsewhere.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; they are named.</exception>
    public static Tensor Where(Tensor condition, Tensor first, Tensor second) => Choice.Of(condition.Node, first.Node, second.Node).Result();
}

/// <summary>Takes from the second or the third operand, as the first says.</summary>
internal sealed unsafe class Choice : GenericOperation
{
    public override string Name => nameof(Tensor.Where);

    public override long Work => Stored;

    public static Choice Of(Operation condition, Operation a, Operation b)
    {
        (a, b) = Broadcast.Together(a, b, "or");
        (condition, a) = Broadcast.Together(condition, a, "?");
        b = Expand.To(b, a.Shape.Sizes);
        Choice operation = Take<Choice>(condition, a, b);
        operation.NeedsGradient &= a.NeedsGradient || b.NeedsGradient;
        operation.Shaped(a.Shape);
        operation.Forward();
        return operation;
    }

    protected override void Forward<T>()
        => Loop.Run(new Taken<T>((T*)First!.Address, (T*)Second!.Address, (T*)Third!.Address, (T*)Address), Stored, Threads);

    protected override void Backward<T>()
    {
        if (Second!.NeedsGradient)
            Loop.Run(Given<T>(Second, true), Stored, Threads);
        if (Third!.NeedsGradient)
            Loop.Run(Given<T>(Third, false), Stored, Threads);
    }

    private Returned<T> Given<T>(Operation operand, bool where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint to = operand.WriteGradient(out bool add);
        return new((T*)First!.Address, (T*)GradientAddress, (T*)to, where, add);
    }

    private readonly struct Taken<T>(T* condition, T* a, T* b, T* y) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => Vector.ConditionalSelect(Vector.Equals(Vector.Load(condition + i), Vector<T>.Zero), Vector.Load(b + i), Vector.Load(a + i)).Store(y + i);
    }

    private readonly struct Returned<T>(T* condition, T* gradient, T* to, bool where, bool add) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i)
        {
            Vector<T> other = Vector.Equals(Vector.Load(condition + i), Vector<T>.Zero), given = Vector.Load(gradient + i);
            Vector<T> value = where ? Vector.ConditionalSelect(other, Vector<T>.Zero, given) : Vector.ConditionalSelect(other, given, Vector<T>.Zero);
            (add ? Vector.Load(to + i) + value : value).Store(to + i);
        }
    }
}
