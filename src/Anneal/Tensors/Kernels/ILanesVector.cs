namespace Anneal.Tensors.Kernels;

/// <summary>What kernels do with a vector of floats, whatever its width: they are written once and compiled for each.</summary>
/// <typeparam name="TVector">The vector itself, so that the compiler keeps it in a register.</typeparam>
internal unsafe interface ILanesVector<TVector>
    where TVector : struct
{
    /// <summary>Numbers in a vector: 16, 8 or 4.</summary>
    static abstract int Count { get; }

    /// <summary>Whether there are registers for 24 accumulators, rather than 12.</summary>
    static abstract bool ManyRegisters { get; }

    static abstract TVector Load(float* from);

    static abstract void Store(TVector value, float* to);

    static abstract TVector Broadcast(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>left · right + sum, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    /// <summary>max(0, x); not a number stays so.</summary>
    static abstract TVector Relu(TVector value);

    /// <summary>0 where left ≤ 0, elsewhere the value: what comes back through <see cref="Relu"/>.</summary>
    static abstract TVector ReluGradient(TVector left, TVector value);

    /// <summary>Where the candidate is larger or not a number, takes it and its position.</summary>
    static abstract void KeepLarger(ref TVector best, ref TVector position, TVector candidate, TVector at);

    /// <summary>The position, or the other where the value ≤ 0.</summary>
    static abstract TVector WherePositive(TVector value, TVector position, TVector other);

    /// <summary>The value where left = right, elsewhere 0.</summary>
    static abstract TVector WhereEqual(TVector left, TVector right, TVector value);

    /// <summary>Whole numbers from 0 to 255, one byte each.</summary>
    static abstract void Store(TVector value, byte* to);

    /// <summary>Whole numbers from 0 to 65535, two bytes each.</summary>
    static abstract void Store(TVector value, ushort* to);

    static abstract TVector Load(byte* from);

    static abstract TVector Load(ushort* from);
}
