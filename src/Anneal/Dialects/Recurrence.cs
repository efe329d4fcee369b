using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>
/// A peer's rate that exists only as a recursion, rate(t) = next(rate(t − 1), t), replayed from step 0: pure to the outside, with a memory of
/// what was worked out so that asking in order costs one step each.
/// </summary>
internal sealed record Recurrence(Call Written, double First, Func<double, long, double> Next) : Schedule
{
    private const int Block = 1024;
    private const long MostSteps = 1L << 30;

    private readonly Lock _lock = new();
    private readonly List<double> _starts = [First];
    private volatile Worked? _last;

    /// <summary>The user's function, which the text form only names.</summary>
    public Delegate? Lambda { get; init; }

    internal override Call Form => Written;

    public bool Equals(Recurrence? other)
        => other is not null && First.Equals(other.First) && Equals(Lambda, other.Lambda) && ToString() == other.ToString();

    public override int GetHashCode() => HashCode.Combine(First, ToString());

    internal override double Value(long step)
    {
        Worked? worked = _last;
        return worked is not null && worked.TryGet(step, out double rate) ? rate : Work(step);
    }

    internal override double Value(double step) => Value((long)step);

    /// <summary>Replays up to the step and no further: a user's function may not be defined beyond.</summary>
    private double Work(long step)
    {
        if (step > MostSteps)
            throw new ArgumentOutOfRangeException(nameof(step), step, $"This schedule is a recursion that has to be replayed from step 0, and can be asked up to step {MostSteps}, not {step}. Use Anneal's own schedules for longer runs.");
        lock (_lock)
        {
            int block = (int)(step / Block);
            Worked worked = _last is Worked last && last.Start <= step ? last : new Worked(0, First);
            if (block < _starts.Count)
                worked = worked.Start == (long)block * Block ? worked : new Worked((long)block * Block, _starts[block]);
            while (!worked.TryGet(step, out _))
            {
                long next = worked.Start + worked.Count;
                double rate = Next(worked.Last, next);
                if (next % Block != 0)
                {
                    worked.Add(rate);
                    continue;
                }

                worked = new Worked(next, rate);
                if (next / Block == _starts.Count)
                    _starts.Add(rate);
            }

            _last = worked;
            _ = worked.TryGet(step, out double value);
            return value;
        }
    }

    /// <summary>The rates of one block, as far as they are known; others may read while one adds.</summary>
    private sealed class Worked(long start, double first)
    {
        private readonly double[] _values = Filled(first);
        private volatile int _count = 1;

        public long Start => start;

        public int Count => _count;

        public double Last => _values[_count - 1];

        public bool TryGet(long step, out double rate)
        {
            long at = step - start;
            bool known = at >= 0 && at < _count;
            rate = known ? _values[at] : 0;
            return known;
        }

        public void Add(double rate)
        {
            _values[_count] = rate;
            _count++;
        }

        private static double[] Filled(double first)
        {
            var values = new double[Block];
            values[0] = first;
            return values;
        }
    }
}
