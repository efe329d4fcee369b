using System.Numerics;
using System.Runtime.CompilerServices;

namespace Anneal.Tensors.Kernels;

/// <summary>Elementary functions of a vector of either precision.</summary>
/// <remarks>Polynomials are Chebyshev fits; the shorter ones are good to a unit in the last place of a float, the longer ones to one of a double.</remarks>
internal static class Elementary
{
    /// <summary>The same number in every place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Vector.Create((float)value).As<float, T>() : Vector.Create(value).As<double, T>();

    /// <summary>p·x + c: one step of a polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Step<T>(Vector<T> polynomial, Vector<T> x, double coefficient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => MultiplyAdd(polynomial, x, Of<T>(coefficient));

    /// <summary>a·b + c, rounded once where the hardware can.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float)
            ? Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
            : Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Exp(x.As<T, float>()).As<float, T>() : Exp(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? Log(x.As<T, float>()).As<float, T>() : Vector.Log(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sin<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Trigonometry.Sine(x, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Cos<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Trigonometry.Sine(x, 1);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <summary>ln(1 + x) for x of 0 to 1, without losing what 1 + x rounds away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LogOnePlus<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> sum = Vector<T>.One + x;
        return Log(sum) + ((x - (sum - Vector<T>.One)) / sum);
    }

    /// <summary>ln(1 + eˣ) for any x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Softplus<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.LessThanOrEqual(x, Vector<T>.Zero), Vector<T>.Zero, x) + LogOnePlus(Exp(-Vector.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> magnitude = Vector.Abs(x), two = Of<T>(2);
        Vector<T> large = Vector<T>.One - (two / (Exp(magnitude + magnitude) + Vector<T>.One));
        large = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -large, large);
        // 1 − 2/(e²ˣ + 1) would lose the small ones.
        Vector<T> square = x * x;
        Vector<T> small = MultiplyAdd(x * square, TanhSeries(square), x);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, Of<T>(0.625)), small, large);
    }

    /// <summary>eˣ − 1, also for small x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> ExpMinusOne<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Of<T>(0.5)), MultiplyAdd(x * x, ExpSeries(x), x), Exp(x) - Vector<T>.One);

    // e^x = 2^n · e^r with r of at most ln(2)/2; Vector.Exp of floats takes several times as long and gives 1.0000001 at 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exp(Vector<float> x)
    {
        // Adding 1.5·2²³ leaves the nearest whole number in the last bits.
        const float Magic = 12582912;
        // The operands' order lets NaN through.
        x = Vector.MinNative(Vector.Create(89f), Vector.MaxNative(Vector.Create(-105f), x));
        Vector<float> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(1.44269504f), Vector.Create(Magic));
        Vector<float> whole = shifted - Vector.Create(Magic);
        Vector<float> rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-0.693145752f), x);
        rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-1.42860677e-6f), rest);
        Vector<float> p = Vector.Create(0.001393365f);
        p = Vector.MultiplyAddEstimate(p, rest, Vector.Create(0.00836318f));
        p = Vector.MultiplyAddEstimate(p, rest, Vector.Create(0.041666465f));
        p = Vector.MultiplyAddEstimate(p, rest, Vector.Create(0.16666577f));
        p = Vector.MultiplyAddEstimate(p, rest, Vector.Create(0.5f));
        p = Vector.MultiplyAddEstimate(p * rest, rest, rest) + Vector<float>.One;
        // 2^n in two halves, so that neither overflows where the result does not.
        Vector<int> n = shifted.As<float, int>() - Vector.Create(BitConverter.SingleToInt32Bits(Magic));
        Vector<int> half = n >> 1;
        Vector<int> one = Vector.Create(127);
        return p * ((half + one) << 23).As<int, float>() * ((n - half + one) << 23).As<int, float>();
    }

    // ln(2^n·(1 + f)) = n·ln(2) + f − f²/2 + f³·p(f), with 1 + f from √½ to √2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log(Vector<float> x)
    {
        // Numbers below the smallest normal one are multiplied by 2²³ first.
        Vector<float> smallest = Vector.Create(1.17549435e-38f), infinity = Vector.Create(float.PositiveInfinity);
        Vector<int> tiny = Vector.LessThan(x, smallest);
        Vector<int> bits = Vector.ConditionalSelect(tiny, x * Vector.Create(8388608f), x).As<float, int>();
        // Subtracting the bits of √½ makes the exponent change there.
        Vector<int> shifted = bits - Vector.Create(0x3F3504F3);
        Vector<float> n = Vector.ConvertToSingle(shifted >> 23) - Vector.ConditionalSelect(tiny, Vector.Create(23f), Vector<float>.Zero);
        Vector<float> f = ((shifted & Vector.Create(0x007FFFFF)) + Vector.Create(0x3F3504F3)).As<int, float>() - Vector<float>.One;
        Vector<float> p = Vector.Create(0.07149754f);
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(-0.11571201f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(0.11661511f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(-0.124110507f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(0.142499365f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(-0.1666848f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(0.200007075f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(-0.24999989f));
        p = Vector.MultiplyAddEstimate(p, f, Vector.Create(0.333333312f));
        Vector<float> square = f * f;
        Vector<float> low = Vector.MultiplyAddEstimate(n, Vector.Create(1.42860677e-6f), p * square * f);
        low = Vector.MultiplyAddEstimate(square, Vector.Create(-0.5f), low);
        Vector<float> result = Vector.MultiplyAddEstimate(n, Vector.Create(0.693145752f), f + low);
        // 0, infinity and NaN; what is negative has no logarithm.
        result = Vector.ConditionalSelect(Vector.LessThan(x, infinity), result, x);
        result = Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), -infinity, result);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), Vector.Create(float.NaN), result);
    }

    // The same in double. Vector.Exp would go another way, with other last bits, when any place of the vector is large or not a number,
    // and a last vector holds places that nobody asked for.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exp(Vector<double> x)
    {
        const double Magic = 6755399441055744;
        x = Vector.MinNative(Vector.Create(710d), Vector.MaxNative(Vector.Create(-746d), x));
        Vector<double> shifted = Vector.MultiplyAddEstimate(x, Vector.Create(1.4426950408889634), Vector.Create(Magic));
        Vector<double> whole = shifted - Vector.Create(Magic);
        // ln 2 in two parts, the first so short that its multiples are exact.
        Vector<double> rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-0.6931471803691238), x);
        rest = Vector.MultiplyAddEstimate(whole, Vector.Create(-1.9082149292705877e-10), rest);
        Vector<double> p = Vector.MultiplyAddEstimate(rest * rest, ExpSeries(rest), rest) + Vector<double>.One;
        Vector<long> n = shifted.As<double, long>() - Vector.Create(BitConverter.DoubleToInt64Bits(Magic));
        // Halved without a sign, which not all hardware can shift.
        Vector<long> half = ((n + Vector.Create(2048L)) >>> 1) - Vector.Create(1024L);
        Vector<long> one = Vector.Create(1023L);
        return p * ((half + one) << 52).As<long, double>() * ((n - half + one) << 52).As<long, double>();
    }

    // (tanh(x) − x)/x³ as a series in x², for |x| up to 0.63.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> TanhSeries<T>(Vector<T> square)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> p;
        if (typeof(T) == typeof(float))
        {
            p = Step(Of<T>(0.002272704925271506), square, -0.008326402325160406);
            p = Step(p, square, 0.021763633707513223);
            p = Step(p, square, -0.05395862422192031);
            p = Step(p, square, 0.13333300966653602);
            return Step(p, square, -0.33333333156030887);
        }

        p = Step(Of<T>(6.363309520263451e-06), square, -3.0948890296528e-05);
        p = Step(p, square, 9.23463091431063e-05);
        p = Step(p, square, -0.00023747768633802316);
        p = Step(p, square, 0.0005896255300910597);
        p = Step(p, square, -0.0014557684200094906);
        p = Step(p, square, 0.0035921208609898713);
        p = Step(p, square, -0.008863235032917503);
        p = Step(p, square, 0.021869488515784647);
        p = Step(p, square, -0.05396825396782168);
        p = Step(p, square, 0.13333333333332972);
        return Step(p, square, -0.3333333333333333);
    }

    // (e^x − 1 − x)/x² for |x| up to 0.5.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> ExpSeries<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> p;
        if (typeof(T) == typeof(float))
        {
            p = Step(Of<T>(0.0001996218605589379), x, 0.0013982196861939903);
            p = Step(p, x, 0.008333182040870411);
            p = Step(p, x, 0.04166579095964689);
            p = Step(p, x, 0.1666666713968573);
            return Step(p, x, 0.5000000121691625);
        }

        p = Step(Of<T>(2.0962957689070267e-09), x, 2.5162747623946453e-08);
        p = Step(p, x, 2.7557076624936126e-07);
        p = Step(p, x, 2.755704243133253e-06);
        p = Step(p, x, 2.4801587616171022e-05);
        p = Step(p, x, 0.00019841270144118248);
        p = Step(p, x, 0.0013888888888704525);
        p = Step(p, x, 0.008333333333198105);
        p = Step(p, x, 0.04166666666666706);
        p = Step(p, x, 0.16666666666666835);
        return Step(p, x, 0.5);
    }
}
