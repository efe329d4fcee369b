using Anneal.Schedules;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>Draws schedules of every leaf and combinator, up to four deep, each beside its plain meaning.</summary>
internal static class RandomSchedules
{
    private static readonly Gen<double> _rate = Gen.OneOf(
        Gen.Elements(0, 1e-8, 0.001, 0.1, 0.3, 1.0, 7.0),
        Gen.Choose(0, 1_000_000).Select(value => value / 999_983.0));

    private static readonly Gen<double> _positive = _rate.Select(rate => rate + 1e-6);

    private static readonly Gen<double> _share = Gen.Elements(0, 0.1, 0.5, 0.9, 1.0);

    private static readonly Gen<long> _length = Gen.Choose(0, 12).Select(length => (long)length);

    private static readonly Gen<long> _some = Gen.Choose(1, 12).Select(length => (long)length);

    private static readonly Gen<RampShape> _shape = Gen.Elements(RampShape.Linear, RampShape.Cosine);

    /// <summary>Any schedule, up to so many combinators deep.</summary>
    public static Gen<Drawn> Any(int depth = 4)
        => depth == 0 ? Leaf() : Gen.Frequency((1, Leaf()), (3, Gen.Choose(1, depth).SelectMany(level => Combined(level - 1))));

    /// <summary>A schedule that ends: what may be followed, repeated and stretched.</summary>
    public static Gen<Drawn> Ended(int depth = 4)
        => from drawn in Any(depth)
           from length in _length
           select drawn.Schedule.Length is null ? Cut(drawn, length) : drawn;

    public static void All(Action<Drawn> claim, int tests = 300)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Any().ToArbitrary(), claim));

    public static void AllEnded(Action<Drawn> claim, int tests = 300)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Ended().ToArbitrary(), claim));

    public static void AllPairs(Action<Drawn, Drawn> claim, int tests = 200)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Ended(3).ToArbitrary(), Any(3).ToArbitrary(), claim));

    private static Gen<Drawn> Leaf() => Gen.OneOf(
        Ramp(Schedule.Linear, progress => progress),
        Ramp(Schedule.Cosine, progress => (1 - Math.Cos(Math.PI * progress)) / 2),
        Ramp(Schedule.OneMinusSquareRoot, Math.Sqrt),
        Ramp((from, to, over) => Schedule.Polynomial(from, to, over, power: 2, k: 0.5), progress => 1 - Math.Pow(1 - Math.Sqrt(progress), 2)),
        Ramp((from, to, over) => Schedule.KDecay(from, to, over, k: 1.5), progress => (1 - Math.Cos(Math.PI * Math.Pow(progress, 1.5))) / 2),
        Ramp((from, to, over) => Schedule.Tanh(from, to, over), progress => (Math.Tanh(-6 + (9 * progress)) - Math.Tanh(-6)) / (Math.Tanh(3) - Math.Tanh(-6))),
        from low in _positive
        from high in _positive
        from over in _length
        select new Drawn(Schedule.Geometric(low, high, over), t => t >= over ? high : low * Math.Pow(high / low, t / over), Math.Min(low, high), Math.Max(low, high)),
        from rate in _rate
        select new Drawn(Schedule.Constant(rate), _ => rate, rate, rate),
        from low in _rate
        from high in _rate
        from over in _some
        select new Drawn(Schedule.CosineWave(high, low, over), t => low + ((high - low) * (1 + Math.Cos(Math.PI * t / over)) / 2), Math.Min(low, high), Math.Max(low, high)),
        from rate in _rate
        from factor in _share
        from every in _some
        select new Drawn(Schedule.Exponential(rate, factor, every), t => rate * Math.Pow(factor, t / every), 0, rate),
        from rate in _rate
        from factor in _share
        from every in _some
        select new Drawn(Schedule.Step(rate, factor, every), t => rate * Math.Pow(factor, Math.Floor(t / every)), 0, rate),
        from rate in _rate
        from factor in _share
        from at in _length.ListOf()
        let sorted = at.Order().ToArray()
        select new Drawn(Schedule.MultiStep(rate, factor, sorted), t => rate * Math.Pow(factor, sorted.Count(milestone => milestone <= t)), 0, rate),
        from first in _rate
        from more in Gen.Two(_rate)
        from at in _some
        from gap in _some
        select new Drawn(
            Schedule.Piecewise([first, more.Item1, more.Item2], at: [at, at + gap]),
            t => t < at ? first : t < at + gap ? more.Item1 : more.Item2,
            Math.Min(first, Math.Min(more.Item1, more.Item2)), Math.Max(first, Math.Max(more.Item1, more.Item2))),
        from values in Gen.Three(_rate)
        from first in _some
        from second in _some
        from shape in _shape
        select new Drawn(
            Schedule.Interpolate([values.Item1, values.Item2, values.Item3], at: [0, first - 0.5, first + second], shape),
            t => t < first - 0.5 ? Between(values.Item1, values.Item2, t / (first - 0.5), shape)
                : t < first + second ? Between(values.Item2, values.Item3, (t - (first - 0.5)) / (second + 0.5), shape)
                : values.Item3,
            Math.Min(values.Item1, Math.Min(values.Item2, values.Item3)), Math.Max(values.Item1, Math.Max(values.Item2, values.Item3))),
        from rate in _rate
        from time in _some
        select new Drawn(Schedule.InverseSquareRoot(rate, time), t => rate * Math.Pow(1 + (t / time), -0.5), 0, rate),
        from rate in _rate
        from decay in _rate
        select new Drawn(Schedule.InverseTime(rate, decay), t => rate / (1 + (decay * t)), 0, rate),
        from rate in _rate
        from decay in _rate
        select new Drawn(Schedule.NaturalExponential(rate, decay), t => rate * Math.Exp(-decay * t), 0, rate),
        from width in _some
        from warmup in _some
        select new Drawn(Schedule.Noam(width, warmup), t => Math.Min(Math.Pow(t + 1, -0.5), (t + 1) * Math.Pow(warmup, -1.5)) / Math.Sqrt(width), 0, 1));

    private static Gen<Drawn> Combined(int depth) => Gen.OneOf(
        from first in Ended(depth)
        from next in Any(depth)
        let length = first.Schedule.Length!.Value
        select new Drawn(
            first.Schedule.Then(next.Schedule),
            t => t < length ? first.Meaning(t) : next.Meaning(t - length),
            Math.Min(first.Low, next.Low), Math.Max(first.High, next.High)).Of(first, next),
        Any(depth).SelectMany(inner => _length.Select(steps => Cut(inner, steps))),
        from inner in Ended(depth)
        where inner.Schedule.Length > 0
        from scale in _share
        from times in Gen.Choose(0, 3)
        select Cycles(inner, times, 1, scale),
        from inner in Ended(depth)
        where inner.Schedule.Length > 0
        from scale in _share
        from times in Gen.Choose(0, 3)
        from lengthen in Gen.Elements(2.0, 4.0)
        select Cycles(inner, times, lengthen, scale),
        Product(depth),
        from left in Any(depth)
        from right in Any(depth)
        select new Drawn(left.Schedule + right.Schedule, t => left.Meaning(t) + right.Meaning(t), left.Low + right.Low, left.High + right.High).Of(left, right),
        from left in Any(depth)
        from right in Any(depth)
        select new Drawn(left.Schedule - right.Schedule, t => left.Meaning(t) - right.Meaning(t), left.Low - right.High, left.High - right.Low).Of(left, right),
        from inner in Any(depth)
        from epoch in _some
        select new Drawn(inner.Schedule.PerEpoch(epoch), t => inner.Meaning(Math.Floor(t / epoch)), inner.Low, inner.High).Of(inner),
        from inner in Any(depth)
        from steps in _length
        select new Drawn(inner.Schedule.Skip(steps), t => inner.Meaning(t + steps), inner.Low, inner.High).Of(inner),
        from inner in Any(depth)
        from floor in _rate
        select new Drawn(inner.Schedule.AtLeast(floor), t => Math.Max(inner.Meaning(t), floor), Math.Max(inner.Low, floor), Math.Max(inner.High, floor)).Of(inner),
        from inner in Any(depth)
        from ceiling in _rate
        select new Drawn(inner.Schedule.AtMost(ceiling), t => Math.Min(inner.Meaning(t), ceiling), Math.Min(inner.Low, ceiling), Math.Min(inner.High, ceiling)).Of(inner),
        from inner in Ended(depth)
        from factor in Gen.Elements(1, 2, 4)
        let length = inner.Schedule.Length!.Value
        select new Drawn(inner.Schedule.StretchTo(length * factor), t => inner.Meaning(t >= length * factor ? length : t / factor), inner.Low, inner.High).Of(inner),
        from inner in Any(depth)
        where inner.Schedule.At(0) >= 0
        from steps in _length
        let peak = inner.Meaning(0)
        let start = peak / (steps + 1)
        select new Drawn(
            inner.Schedule.WarmedUp(steps),
            t => t < steps ? start + ((peak - start) * t / steps) : inner.Meaning(t - steps),
            Math.Min(inner.Low, inner.Schedule.At(0) / (steps + 1)), inner.High).Of(inner));

    private static Gen<Drawn> Ramp(Func<double, double, long, Schedule> ramp, Func<double, double> way)
        => from @from in _rate
           from to in _rate
           from over in _length
           select new Drawn(ramp(@from, to, over), t => t >= over ? to : @from + ((to - @from) * way(t / over)), Math.Min(@from, to), Math.Max(@from, to));

    // Products of negative values have no bounds worth writing: the floor keeps them out.
    private static Gen<Drawn> Product(int depth)
        => from left in Any(depth)
           from right in Any(depth)
           let a = left.Low < 0 ? Lifted(left) : left
           let b = right.Low < 0 ? Lifted(right) : right
           select new Drawn(a.Schedule * b.Schedule, t => a.Meaning(t) * b.Meaning(t), a.Low * b.Low, a.High * b.High).Of(a, b);

    private static Drawn Lifted(Drawn inner)
        => new Drawn(inner.Schedule.AtLeast(0), t => Math.Max(inner.Meaning(t), 0), 0, Math.Max(inner.High, 0)).Of(inner);

    private static Drawn Cut(Drawn inner, long steps)
        => new Drawn(inner.Schedule.For(steps), t => inner.Meaning(Math.Min(t, steps)), inner.Low, inner.High).Of(inner);

    private static Drawn Cycles(Drawn inner, int times, double lengthen, double scale)
    {
        long length = inner.Schedule.Length!.Value;
        return new Drawn(
            inner.Schedule.Repeat(times == 0 ? null : times, lengthen, scale),
            t =>
            {
                double cycle = length;
                int number = 0;
                while (t >= cycle && (times == 0 || number < times))
                {
                    (t, cycle) = (t - cycle, cycle * lengthen);
                    number++;
                }

                return number == times && times > 0
                    ? Math.Pow(scale, number - 1) * inner.Meaning(length)
                    : Math.Pow(scale, number) * inner.Meaning(t / Math.Pow(lengthen, number));
            },
            scale == 1 ? inner.Low : Math.Min(inner.Low, 0),
            scale == 1 ? inner.High : Math.Max(inner.High, 0)).Of(inner);
    }

    private static double Between(double from, double to, double progress, RampShape shape)
        => from + ((to - from) * (shape is RampShape.Linear ? progress : (1 - Math.Cos(Math.PI * progress)) / 2));
}
