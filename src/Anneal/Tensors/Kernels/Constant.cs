using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>A number in both precisions, ready for a loop.</summary>
/// <remarks>Rounding inside a loop would make every turn wait for the one before: the instruction keeps part of the register it writes.</remarks>
internal readonly struct Constant(double value)
{
    private readonly double _double = value;
    private readonly float _single = (float)value;

    /// <summary>The number in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<T> In<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Vector.Create(_single).As<float, T>() : Vector.Create(_double).As<double, T>();

    public static implicit operator Constant(double value) => new(value);
}
