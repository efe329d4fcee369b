using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

/// <summary>The arithmetic of a function of two numbers: its value and its two derivatives.</summary>
internal interface IFunction2
{
    /// <summary>The operator's name in messages.</summary>
    static abstract string Sign { get; }

    /// <summary>Whether gradients go back at all; comparisons have none.</summary>
    static virtual bool HasSlopes => true;

    /// <summary>f(a, b).</summary>
    Vector<T> Value<T>(Vector<T> a, Vector<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the first operand.</summary>
    Vector<T> SlopeA<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The gradient of the second operand.</summary>
    Vector<T> SlopeB<T>(Vector<T> a, Vector<T> b, Vector<T> y, Vector<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>A function applied to two tensors, number by number; the smaller is stretched first.</summary>
internal sealed class Binary<TFunction> : GenericOperation
    where TFunction : struct, IFunction2
{
    private TFunction _function;

    public override string Name => typeof(TFunction).Name.Split('`')[0];

    public override long Work => Stored;

    public static Tensor Of(Tensor left, Tensor right, TFunction function = default)
    {
        (Operation a, Operation b) = Broadcast.Together(left.Node, right.Node, TFunction.Sign);
        Binary<TFunction> operation = Take<Binary<TFunction>>(a, b);
        operation._function = function;
        operation.NeedsGradient &= TFunction.HasSlopes;
        operation.Shaped(a.Shape);
        operation.Forward();
        return operation.Result();
    }

    protected override unsafe void Forward<T>()
        => Loop.Run(new Results<T>(_function, (T*)First!.Address, (T*)Second!.Address, (T*)Address), Stored, Threads);

    protected override unsafe void Backward<T>()
    {
        if (First!.NeedsGradient)
            Loop.Run(new SlopesA<T>(new(this, First)), Stored, Threads);
        if (Second!.NeedsGradient)
            Loop.Run(new SlopesB<T>(new(this, Second)), Stored, Threads);
    }

    private readonly unsafe struct Results<T>(TFunction function, T* a, T* b, T* y) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => function.Value(Vector.Load(a + i), Vector.Load(b + i)).Store(y + i);
    }

    private readonly unsafe struct Way<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TFunction _function;
        private readonly T* _a;
        private readonly T* _b;
        private readonly T* _y;
        private readonly T* _gradient;
        private readonly T* _to;
        private readonly bool _add;

        public Way(Binary<TFunction> operation, Operation operand)
        {
            _function = operation._function;
            _a = (T*)operation.First!.Address;
            _b = (T*)operation.Second!.Address;
            _y = (T*)operation.Address;
            _gradient = (T*)operation.GradientAddress;
            _to = (T*)operand.WriteGradient(out _add);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void A(nint i) => Write(i, _function.SlopeA(Vector.Load(_a + i), Vector.Load(_b + i), Vector.Load(_y + i), Vector.Load(_gradient + i)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void B(nint i) => Write(i, _function.SlopeB(Vector.Load(_a + i), Vector.Load(_b + i), Vector.Load(_y + i), Vector.Load(_gradient + i)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Write(nint i, Vector<T> value) => (_add ? Vector.Load(_to + i) + value : value).Store(_to + i);
    }

    private readonly struct SlopesA<T>(Way<T> way) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => way.A(i);
    }

    private readonly struct SlopesB<T>(Way<T> way) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i) => way.B(i);
    }
}
