using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Sine and cosine, each place of a vector by itself: those of the base library have other last bits beside large numbers.</summary>
internal static class Trigonometry
{
    // Beyond it, multiples of π/2 in three parts are no longer exact enough.
    private const double Largest = 1e6;

    /// <summary>sin(x + quarters·π/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sine<T>(Vector<T> x, int quarters)
        where T : unmanaged
    {
        if (typeof(T) != typeof(float))
            return Sine(x.As<T, double>(), quarters).As<double, T>();
        // In double and rounded once.
        Vector.Widen(x.As<T, float>(), out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Sine(low, quarters), Sine(high, quarters)).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Sine(Vector<double> x, int quarters)
    {
        // Adding 1.5·2⁵² leaves the nearest whole number in the last bits.
        const double Magic = 6755399441055744;
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(2 / Math.PI), Vector.Create(Magic));
        Vector<double> whole = shifted - Vector.Create(Magic);
        Vector<double> rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-1.5707963267341256), x);
        rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-6.0771005063039657e-11), rest);
        rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-2.0222662487959506e-21), rest);
        Vector<double> square = rest * rest;
        Vector<double> sine = Vector.MultiplyAddEstimate(rest * square, SineSeries(square), rest), cosine = Vector.MultiplyAddEstimate(square, CosineSeries(square), Vector<double>.One);
        Vector<long> quarter = shifted.As<double, long>() - Vector.Create(BitConverter.DoubleToInt64Bits(Magic)) + Vector.Create((long)quarters);
        Vector<long> odd = Vector.Equals(quarter & Vector<long>.One, Vector<long>.One);
        Vector<double> value = Vector.ConditionalSelect(odd, cosine, sine);
        // The second and third quarters have the other sign.
        value = (value.As<double, long>() ^ ((quarter & Vector.Create(2L)) << 62)).As<long, double>();
        return Vector.LessThanOrEqualAll(Vector.Abs(x), Vector.Create(Largest)) ? value : Mended(x, value, quarters);
    }

    // (sin(x) − x)/x³ in x², to the last place up to π/4.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> SineSeries(Vector<double> square)
    {
        Vector<double> p = Vector.Create(-1 / 1307674368000.0);
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 6227020800.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 39916800.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 362880.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 5040.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 120.0));
        return Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 6.0));
    }

    // (cos(x) − 1)/x² in x².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> CosineSeries(Vector<double> square)
    {
        Vector<double> p = Vector.Create(1 / 20922789888000.0);
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 87178291200.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 479001600.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 3628800.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 40320.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(-1 / 720.0));
        p = Vector.MultiplyAddEstimate(p, square, Vector.Create(1 / 24.0));
        return Vector.MultiplyAddEstimate(p, square, Vector.Create(-0.5));
    }

    // Large numbers and NaN one by one; the others keep what they have.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Mended(Vector<double> x, Vector<double> value, int quarters)
    {
        for (int i = 0; i < Vector<double>.Count; i++)
        {
            if (!(Math.Abs(x[i]) <= Largest))
                value = value.WithElement(i, quarters == 0 ? Math.Sin(x[i]) : Math.Cos(x[i]));
        }

        return value;
    }
}
