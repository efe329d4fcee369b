using System.Numerics;
using System.Runtime.CompilerServices;
using static Anneal.Tensors.Kernels.Elementary;

namespace Anneal.Tensors.Kernels;

/// <summary>The error function and the normal distribution's share below a number.</summary>
/// <remarks>
/// Up to 1, erf(x)/x is a series in x²; above, 1 − erf(x) = e^(−x²)·t·p(t) with t = 1/(2 + x). Both are Chebyshev fits: the shorter to 2·10⁻⁸, the
/// longer to 4·10⁻¹⁶ of the value.
/// </remarks>
internal static class ErrorFunction
{
    /// <summary>erf(x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Erf<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> magnitude = Vector.Abs(x);
        Vector<T> large = Vector<T>.One - Complement(magnitude, x, Vector<T>.One);
        large = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), -large, large);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, Vector<T>.One), x * Series(x * x), large);
    }

    /// <summary>Φ(x) = (1 + erf(x/√2))/2, with full relative precision below zero too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> NormalShare<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> half = Of<T>(0.5);
        Vector<T> z = x * Of<T>(0.70710678118654752440);
        Vector<T> magnitude = Vector.Abs(z);
        Vector<T> tail = half * Complement(magnitude, x, half);
        Vector<T> large = Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), tail, Vector<T>.One - tail);
        return Vector.ConditionalSelect(Vector.LessThan(magnitude, Vector<T>.One), MultiplyAdd(half * z, Series(z * z), half), large);
    }

    // 1 − erf(z) for z of 1 and more, with z² = share·x²: of x nothing has been rounded away yet.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Complement<T>(Vector<T> z, Vector<T> x, Vector<T> share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> square = x * x;
        // What the square rounded away weighs more the larger it is.
        Vector<T> lost = typeof(T) == typeof(float)
            ? Vector.FusedMultiplyAdd(x.As<T, float>(), x.As<T, float>(), -square.As<T, float>()).As<float, T>()
            : Vector.FusedMultiplyAdd(x.As<T, double>(), x.As<T, double>(), -square.As<T, double>()).As<double, T>();
        Vector<T> decay = Exp(-(share * square));
        Vector<T> t = Vector<T>.One / (z + Of<T>(2));
        Vector<T> result = (decay - (decay * (share * lost))) * t * Tail(MultiplyAdd(t, Of<T>(6.6666666666666667), Of<T>(-1.2222222222222222)));
        // Beyond 28 there is nothing left, and at infinity lost is not a number.
        return Vector.ConditionalSelect(Vector.GreaterThan(z, Of<T>(28)), Vector<T>.Zero, result);
    }

    // erf(x)/x in x², for x² up to 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Series<T>(Vector<T> square)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> p;
        if (typeof(T) == typeof(float))
        {
            p = Step(Of<T>(7.882497110086663e-05), square, -0.0008018854992786387);
            p = Step(p, square, 0.005189311942686617);
            p = Step(p, square, -0.026854328796067244);
            p = Step(p, square, 0.11283597463488053);
            p = Step(p, square, -0.3761262690358044);
            return Step(p, square, 1.1283791658815026);
        }

        p = Step(Of<T>(-7.798543850549947e-10), square, 1.3721520406351094e-08);
        p = Step(p, square, -1.6208829856810202e-07);
        p = Step(p, square, 1.6447471190594618e-06);
        p = Step(p, square, -1.4924740785377576e-05);
        p = Step(p, square, 0.00012055295112667001);
        p = Step(p, square, -0.0008548325982543225);
        p = Step(p, square, 0.005223977607269946);
        p = Step(p, square, -0.026866170643256995);
        p = Step(p, square, 0.1128379167094513);
        p = Step(p, square, -0.37612638903183543);
        return Step(p, square, 1.1283791670955126);
    }

    // (1 − erf(x))·e^(x²)/t over x of 1 to 28, which the argument maps to 1 … −1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Tail<T>(Vector<T> s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> p;
        if (typeof(T) == typeof(float))
        {
            p = Step(Of<T>(-7.882628295651118e-07), s, 4.250995318653554e-05);
            p = Step(p, s, 1.933661097808426e-05);
            p = Step(p, s, -0.0007362814719691007);
            p = Step(p, s, -0.0013409093476449815);
            p = Step(p, s, 0.011619816196099756);
            p = Step(p, s, 0.08732640264946469);
            p = Step(p, s, 0.3283973026108579);
            return Step(p, s, 0.8574233516310326);
        }

        p = Step(Of<T>(-4.295334987509235e-11), s, 1.2548635651347538e-10);
        p = Step(p, s, 3.0823396366824807e-10);
        p = Step(p, s, -1.744775806412408e-09);
        p = Step(p, s, 2.4566868781807704e-10);
        p = Step(p, s, 1.4189645912819094e-08);
        p = Step(p, s, -2.504294357452825e-08);
        p = Step(p, s, -8.725565173409749e-08);
        p = Step(p, s, 3.5486394954160363e-07);
        p = Step(p, s, 4.195449177109369e-07);
        p = Step(p, s, -4.1305024837186e-06);
        p = Step(p, s, -1.5465448739433874e-06);
        p = Step(p, s, 5.069276156511737e-05);
        p = Step(p, s, 1.9924536382664468e-05);
        p = Step(p, s, -0.000742154215180247);
        p = Step(p, s, -0.0013411067463479083);
        p = Step(p, s, 0.0116214118901601);
        p = Step(p, s, 0.08732642642503219);
        p = Step(p, s, 0.3283971845044798);
        return Step(p, s, 0.8574233511671092);
    }
}
