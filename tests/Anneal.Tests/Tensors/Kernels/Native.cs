using System.Numerics;
using System.Runtime.InteropServices;

namespace Anneal.Tests.Tensors.Kernels;

/// <summary>Numbers at an address, as kernels take them, with a fence after the last that tells whether anything was written there.</summary>
internal sealed unsafe class Native<T> : IDisposable
    where T : unmanaged, INumber<T>
{
    private const int Fence = 64;
    private readonly T* _address;

    public Native(nint length)
    {
        Length = (int)length;
        _address = (T*)NativeMemory.AlignedAlloc((nuint)((Length + Fence) * sizeof(T)), 64);
        Values.Clear();
        new Span<T>(_address + Length, Fence).Fill(T.CreateTruncating(77));
    }

    public Native(T[] values)
        : this(values.Length) => values.CopyTo(Values);

    public int Length { get; }

    /// <summary>Numbers of another kind.</summary>
    public static Native<T> From(float[] values) => new(Array.ConvertAll(values, T.CreateTruncating));

    public T* Address => _address;

    public Span<T> Values => new(_address, Length);

    public double[] ToDoubles() => Array.ConvertAll(Values.ToArray(), double.CreateTruncating);

    public void Dispose()
    {
        bool whole = !new Span<T>(_address + Length, Fence).ContainsAnyExcept(T.CreateTruncating(77));
        NativeMemory.AlignedFree(_address);
        Assert.True(whole, "a kernel wrote behind its output");
    }
}
