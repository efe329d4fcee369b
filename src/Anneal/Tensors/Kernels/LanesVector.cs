using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Anneal.Tensors.Kernels;

/// <summary>What a convolution does with a vector of floats, whatever its width: kernels are written once and compiled for each.</summary>
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

    /// <summary>left · right + sum, rounded once where the machine can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector sum);

    /// <summary>max(0, x); not a number stays so.</summary>
    static abstract TVector Relu(TVector value);

    /// <summary>Where the candidate is larger or not a number, takes it and its position.</summary>
    static abstract void KeepLarger(ref TVector best, ref TVector position, TVector candidate, TVector at);

    /// <summary>Where left ≤ 0 is true, the value; elsewhere the other.</summary>
    static abstract TVector WhereNotPositive(TVector left, TVector value, TVector other);

    /// <summary>Where left = right, the value; elsewhere 0.</summary>
    static abstract TVector WhereEqual(TVector left, TVector right, TVector value);

    /// <summary>Whole numbers from 0 to 255, one byte each.</summary>
    static abstract void StoreBytes(TVector value, byte* to);

    /// <summary>Bytes as floats.</summary>
    static abstract TVector LoadBytes(byte* from);
}

/// <summary>16 images at once.</summary>
internal readonly unsafe struct Lanes512 : ILanesVector<Vector512<float>>
{
    public static int Count => 16;

    public static bool ManyRegisters => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* from) => Vector512.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> sum) => Vector512.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Relu(Vector512<float> value)
        => Vector512.ConditionalSelect(Vector512.LessThanOrEqual(value, Vector512<float>.Zero), Vector512<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(ref Vector512<float> best, ref Vector512<float> position, Vector512<float> candidate, Vector512<float> at)
    {
        Vector512<float> larger = Vector512.GreaterThan(candidate, best) | ~Vector512.Equals(candidate, candidate);
        best = Vector512.ConditionalSelect(larger, candidate, best);
        position = Vector512.ConditionalSelect(larger, at, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WhereNotPositive(Vector512<float> left, Vector512<float> value, Vector512<float> other)
        => Vector512.ConditionalSelect(Vector512.LessThanOrEqual(left, Vector512<float>.Zero), value, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WhereEqual(Vector512<float> left, Vector512<float> right, Vector512<float> value) => Vector512.Equals(left, right) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector512<float> value, byte* to)
    {
        Vector512<int> whole = Vector512.ConvertToInt32Native(value);
        Vector256<short> half = Vector256.Narrow(whole.GetLower(), whole.GetUpper());
        Vector128.Narrow(half.GetLower(), half.GetUpper()).AsByte().Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LoadBytes(byte* from)
    {
        (Vector128<ushort> low, Vector128<ushort> high) = Vector128.Widen(Vector128.Load(from));
        Vector512<uint> wide = Vector512.WidenLower(Vector256.Create(low, high).ToVector512Unsafe());
        return Vector512.ConvertToSingle(wide.AsInt32());
    }
}

/// <summary>8 images at once.</summary>
internal readonly unsafe struct Lanes256 : ILanesVector<Vector256<float>>
{
    public static int Count => 8;

    public static bool ManyRegisters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* from) => Vector256.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> sum) => Vector256.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Relu(Vector256<float> value)
        => Vector256.ConditionalSelect(Vector256.LessThanOrEqual(value, Vector256<float>.Zero), Vector256<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(ref Vector256<float> best, ref Vector256<float> position, Vector256<float> candidate, Vector256<float> at)
    {
        Vector256<float> larger = Vector256.GreaterThan(candidate, best) | ~Vector256.Equals(candidate, candidate);
        best = Vector256.ConditionalSelect(larger, candidate, best);
        position = Vector256.ConditionalSelect(larger, at, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereNotPositive(Vector256<float> left, Vector256<float> value, Vector256<float> other)
        => Vector256.ConditionalSelect(Vector256.LessThanOrEqual(left, Vector256<float>.Zero), value, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereEqual(Vector256<float> left, Vector256<float> right, Vector256<float> value) => Vector256.Equals(left, right) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector256<float> value, byte* to)
    {
        Vector256<int> whole = Vector256.ConvertToInt32Native(value);
        Vector128<short> half = Vector128.Narrow(whole.GetLower(), whole.GetUpper());
        Vector128.Narrow(half, half).AsByte().GetLower().Store(to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBytes(byte* from)
    {
        Vector128<ushort> half = Vector128.WidenLower(Vector64.Load(from).ToVector128Unsafe());
        return Vector256.ConvertToSingle(Vector256.WidenLower(half.ToVector256Unsafe()).AsInt32());
    }
}

/// <summary>4 images at once: what every machine has.</summary>
internal readonly unsafe struct Lanes128 : ILanesVector<Vector128<float>>
{
    public static int Count => 4;

    public static bool ManyRegisters => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* from) => Vector128.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, float* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> sum) => Vector128.MultiplyAddEstimate(left, right, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Relu(Vector128<float> value)
        => Vector128.ConditionalSelect(Vector128.LessThanOrEqual(value, Vector128<float>.Zero), Vector128<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KeepLarger(ref Vector128<float> best, ref Vector128<float> position, Vector128<float> candidate, Vector128<float> at)
    {
        Vector128<float> larger = Vector128.GreaterThan(candidate, best) | ~Vector128.Equals(candidate, candidate);
        best = Vector128.ConditionalSelect(larger, candidate, best);
        position = Vector128.ConditionalSelect(larger, at, position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereNotPositive(Vector128<float> left, Vector128<float> value, Vector128<float> other)
        => Vector128.ConditionalSelect(Vector128.LessThanOrEqual(left, Vector128<float>.Zero), value, other);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WhereEqual(Vector128<float> left, Vector128<float> right, Vector128<float> value) => Vector128.Equals(left, right) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(Vector128<float> value, byte* to)
    {
        Vector128<int> whole = Vector128.ConvertToInt32Native(value);
        Vector128<short> half = Vector128.Narrow(whole, whole);
        *(uint*)to = Vector128.Narrow(half, half).AsUInt32().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LoadBytes(byte* from)
    {
        Vector128<ushort> half = Vector128.WidenLower(Vector128.CreateScalar(*(uint*)from).AsByte());
        return Vector128.ConvertToSingle(Vector128.WidenLower(half).AsInt32());
    }
}
