using System.Numerics;
using System.Runtime.CompilerServices;
using Anneal.Parameters;
using Anneal.Tensors.Kernels;

namespace Anneal.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Sets numbers to 0 at random and scales the others by 1/(1 − p), so that the expectation stays. Srivastava et al. 2014.</summary>
    /// <param name="probability">p, the share that is dropped; 0 returns the tensor itself.</param>
    /// <param name="seed">What the choice depends on, together with <paramref name="call"/> and a number's place; nothing is remembered.</param>
    /// <param name="call">Which call of this seed it is: another number, another choice.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within 0 and 1.</exception>
    public Tensor Dropout(double probability, ulong seed, ulong call = 0)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "The share of numbers to drop must be from 0 to 1.");
        return probability == 0 ? this : RandomMask.Of(Node.Plain(), probability, seed, call).Result();
    }
}

/// <summary>x·mask/(1 − p); the mask is computed from places whenever it is needed.</summary>
internal sealed unsafe class RandomMask : Operation
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private double _probability;
    private uint _first;
    private uint _second;

    public override string Name => nameof(Tensor.Dropout);

    public override long Work => Stored;

    public static RandomMask Of(Operation x, double probability, ulong seed, ulong call)
    {
        RandomMask operation = Take<RandomMask>(x);
        ulong stream = StableHash.Mix(StableHash.Mix(seed + Golden) + call + Golden);
        (operation._probability, operation._first, operation._second) = (probability, (uint)stream, (uint)(stream >> 32));
        operation.Shaped(x.Shape);
        operation.Run(x.Address, operation.Address, false);
        return operation;
    }

    public override void Backward()
    {
        nint to = First!.WriteGradient(out bool add);
        Run(GradientAddress, to, add);
    }

    private void Run(nint from, nint to, bool add)
    {
        if (Precision is Precision.Single)
            Loop.Run(new Masked<float>((float*)from, (float*)to, add, _probability, _first, _second), Stored, Threads);
        else
            Loop.Run(new Masked<double>((double*)from, (double*)to, add, _probability, _first, _second), Stored, Threads);
    }

    private readonly struct Masked<T>(T* from, T* to, bool add, double probability, uint first, uint second) : ILoopBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // A number falls where its 32 bits are below this; as T it is exact enough for both precisions to drop the same places.
        private readonly uint _bound = (uint)Math.Min(Math.Round(probability * 4294967296.0), uint.MaxValue);
        private readonly T _scale = T.CreateTruncating(probability == 1 ? 0 : 1 / (1 - probability));

        public static int Width => Vector<T>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At(nint i)
        {
            Vector<T> falls = typeof(T) == typeof(float)
                ? Vector.LessThan(Bits(Vector.Create((uint)i) + Vector<uint>.Indices), Vector.Create(_bound)).As<uint, T>()
                : Pairs((uint)i).As<ulong, T>();
            Vector<T> value = Vector.ConditionalSelect(falls, Vector<T>.Zero, Vector.Load(from + i) * Vector.Create(_scale));
            (add ? Vector.Load(to + i) + value : value).Store(to + i);
        }

        // Doubles stand half as many to a vector.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<ulong> Pairs(uint i)
        {
            Vector.Widen(Bits(Vector.Create(i) + Vector<uint>.Indices), out Vector<ulong> low, out _);
            return Vector.LessThan(low, Vector.Create((ulong)_bound));
        }

        // Two rounds of MurmurHash3's finisher (Appleby) with a key before each.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector<uint> Bits(Vector<uint> place) => Finish(Finish((place * 0x9E3779B9) + Vector.Create(first)) + Vector.Create(second));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<uint> Finish(Vector<uint> bits)
        {
            bits = (bits ^ (bits >>> 16)) * 0x85EBCA6B;
            bits = (bits ^ (bits >>> 13)) * 0xC2B2AE35;
            return bits ^ (bits >>> 16);
        }
    }
}
