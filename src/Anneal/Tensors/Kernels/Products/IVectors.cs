namespace Anneal.Tensors.Kernels.Products;

/// <summary>What the kernels of a matrix product ask of a vector, so that one text serves every width.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TVector">The vector itself: a kernel's sums are of this type, which the registers hold.</typeparam>
internal unsafe interface IVectors<T, TVector>
    where T : unmanaged
    where TVector : struct
{
    /// <summary>Numbers in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest tile whose sums stay in registers, two vectors a row.</summary>
    static abstract int Rows { get; }

    static abstract TVector Load(T* from);

    /// <summary>The first <paramref name="count"/> numbers, zeros behind them; reads nothing further.</summary>
    static abstract TVector LoadPart(T* from, int count);

    static abstract TVector Repeat(T value);

    static abstract void Store(T* to, TVector value);

    /// <summary>Writes the first <paramref name="count"/> numbers and nothing further.</summary>
    static abstract void StorePart(T* to, TVector value, int count);

    static abstract TVector Add(TVector x, TVector y);

    /// <summary>x y + z, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector z);

    static abstract T Sum(TVector value);

    /// <summary>Four sums at once, which share their last additions.</summary>
    static abstract void Sum(TVector first, TVector second, TVector third, TVector fourth, T* to);
}
