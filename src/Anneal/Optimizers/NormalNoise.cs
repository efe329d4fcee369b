using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Anneal.Parameters;

namespace Anneal.Optimizers;

/// <summary>Standard normal numbers by their place: nothing is remembered, so any of them can be asked for at any time.</summary>
/// <remarks>
/// SplitMix64 (Steele, Lea &amp; Flood 2014) gives the bits, Box &amp; Muller 1958 the numbers. Logarithm, sine and cosine are fdlibm's polynomials
/// (Sun 1993), without fused multiply-add, so that every machine finds the same bits.
/// </remarks>
internal readonly struct NormalNoise
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _stream;

    public NormalNoise(long seed, ulong owner, long step)
    {
        ulong stream = StableHash.Mix((ulong)seed + Golden);
        stream = StableHash.Mix(stream ^ owner);
        _stream = StableHash.Mix(stream + ((ulong)step * Golden));
    }

    /// <summary>Fills a span with the numbers from a place on, which is a multiple of 8.</summary>
    public void Fill(Span<double> target, long place)
    {
        Span<double> eight = stackalloc double[8];
        for (int i = 0; i < target.Length; i += 8)
        {
            Eight(place + i, eight);
            eight[..Math.Min(8, target.Length - i)].CopyTo(target[i..]);
        }
    }

    /// <summary>Four pairs of independent numbers.</summary>
    private void Eight(long place, Span<double> target)
    {
        const double Unit = 1.0 / (1UL << 53);
        Vector256<ulong> at = Vector256.Create((ulong)place) + Vector256.Create(1UL, 3, 5, 7);
        // In (0, 1], whose logarithm is finite, and in [0, 1).
        Vector256<double> radius = (Whole(Bits(at)) + Vector256<double>.One) * Unit;
        Vector256<double> angle = Whole(Bits(at + Vector256<ulong>.One)) * Unit;
        Vector256<double> length = Vector256.Sqrt(Log(radius) * -2);
        (Vector256<double> sine, Vector256<double> cosine) = SineAndCosine(angle);
        (Vector256<double> first, Vector256<double> second) = (length * cosine, length * sine);
        for (int i = 0; i < 4; i++)
            (target[2 * i], target[(2 * i) + 1]) = (first[i], second[i]);
    }

    private Vector256<ulong> Bits(Vector256<ulong> place)
    {
        Vector256<ulong> value = Vector256.Create(_stream) + (place * Golden);
        value = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >>> 27)) * 0x94D049BB133111EB;
        return value ^ (value >>> 31);
    }

    /// <summary>The upper 53 bits as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Whole(Vector256<ulong> bits) => Vector256.ConvertToDouble((bits >>> 11).AsInt64());

    /// <summary>The natural logarithm of normal numbers in (0, 1].</summary>
    private static Vector256<double> Log(Vector256<double> x)
    {
        // x = (1 + f)·2ᵏ with 1 + f from √½ to √2.
        Vector256<ulong> shifted = x.AsUInt64() + Vector256.Create(0x3FF0000000000000UL - 0x3FE6A09E667F3BCDUL);
        Vector256<double> k = Vector256.ConvertToDouble((shifted >>> 52).AsInt64() - Vector256.Create(1023L));
        Vector256<double> f = ((shifted & Vector256.Create(0x000FFFFFFFFFFFFFUL)) + Vector256.Create(0x3FE6A09E667F3BCDUL)).AsDouble() - Vector256<double>.One;
        Vector256<double> s = f / (f + Vector256.Create(2.0));
        Vector256<double> z = s * s;
        Vector256<double> series = z * Polynomial(z, 1.479819860511658591e-01, 1.531383769920937332e-01, 1.818357216161805012e-01, 2.222219843214978396e-01, 2.857142874366239149e-01, 3.999999999940941908e-01, 6.666666666666735130e-01);
        Vector256<double> half = f * f * 0.5;
        return (k * 6.93147180369123816490e-01) - (half - ((s * (half + series)) + (k * 1.90821492927058770002e-10)) - f);
    }

    /// <summary>Sine and cosine of a turn's share in [0, 1).</summary>
    private static (Vector256<double> Sine, Vector256<double> Cosine) SineAndCosine(Vector256<double> turn)
    {
        // The nearest quarter is taken off exactly; what is left lies within an eighth of a turn.
        Vector256<double> quarter = Vector256.Floor((turn * 4) + Vector256.Create(0.5));
        Vector256<double> x = (turn - (quarter * 0.25)) * (2 * Math.PI);
        Vector256<double> z = x * x;
        Vector256<double> sine = x + (x * z * Polynomial(z, 1.58969099521155010221e-10, -2.50507602534068634195e-08, 2.75573137070700676789e-06, -1.98412698298579493134e-04, 8.33333333332248946124e-03, -1.66666666666666324348e-01));
        Vector256<double> cosine = Vector256<double>.One - (z * 0.5) + (z * z * Polynomial(z, -1.13596475577881948265e-11, 2.08757232129817482790e-09, -2.75573143513906633035e-07, 2.48015872894767294178e-05, -1.38888888888741095749e-03, 4.16666666666666019037e-02));
        Vector256<long> quarters = Vector256.ConvertToInt64(quarter);
        Vector256<long> one = Vector256<long>.One;
        Vector256<double> odd = Vector256.Equals(quarters & one, one).AsDouble();
        // At 1 and 2 quarters the cosine has turned, at 2 and 3 the sine.
        Vector256<double> turned = (((quarters + one) & Vector256.Create(2L)) << 62).AsDouble();
        Vector256<double> under = ((quarters & Vector256.Create(2L)) << 62).AsDouble();
        return (Vector256.ConditionalSelect(odd, cosine, sine) ^ under, Vector256.ConditionalSelect(odd, sine, cosine) ^ turned);
    }

    /// <summary>Horner's scheme, the highest power's coefficient first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Polynomial(Vector256<double> x, params ReadOnlySpan<double> coefficients)
    {
        Vector256<double> value = Vector256.Create(coefficients[0]);
        for (int i = 1; i < coefficients.Length; i++)
            value = (value * x) + Vector256.Create(coefficients[i]);
        return value;
    }
}
