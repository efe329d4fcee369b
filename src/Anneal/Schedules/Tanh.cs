using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>An S-curve: the stretch of −tanh between two bounds, scaled so that it starts at from and ends at to exactly.</summary>
    /// <param name="from">Value at step 0, at least 0.</param>
    /// <param name="to">Value at step <paramref name="over"/>, at least 0.</param>
    /// <param name="over">Steps; 0 counts as finished.</param>
    /// <param name="lower">Where on the tanh the curve starts; default −6.</param>
    /// <param name="upper">Where it ends, above <paramref name="lower"/>; default 3.</param>
    /// <remarks>Hsueh et al. 2019, whose best bounds are −6 and 3. timm's <c>TanhLRScheduler</c> does not scale, so it misses both ends a little and jumps at the end.</remarks>
    [Catalogue("to + (from − to)·(T(p) − T(1))/(T(0) − T(1)), T(p) = −tanh(lower + (upper − lower)·p)", "tanh(0.3, 0.01, over: 20)")]
    public static Schedule Tanh(double from, double to, long over, double lower = -6, double upper = 3)
    {
        if (Guard.Finite(lower) >= Guard.Finite(upper))
            throw new ArgumentException(FormattableString.Invariant($"lower must be below upper, but {lower} is not below {upper}."), nameof(lower));
        return new TanhRamp(Guard.Rate(from), Guard.Rate(to), Guard.Steps(over), lower, upper);
    }
}

internal sealed record TanhRamp(double From, double To, long Over, double Lower, double Upper) : Ramp(From, To, Over)
{
    private readonly double _end = Math.Tanh(Upper);
    private readonly double _height = Math.Tanh(Upper) - Math.Tanh(Lower);

    internal override Call Form => Named("tanh").Unless("lower", Lower, -6).Unless("upper", Upper, 3);

    // Bounds so far out that tanh is flat between them leave nothing to scale: the curve then holds its start.
    private protected override double Remaining(double step)
    {
        double progress = step / Over;
        return _height == 0 ? 1 : (_end - Math.Tanh((Lower * (1 - progress)) + (Upper * progress))) / _height;
    }
}
