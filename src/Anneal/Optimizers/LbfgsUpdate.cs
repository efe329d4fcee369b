using System.Buffers;
using System.Numerics;
using Anneal.Parameters;
using Anneal.Parameters.Gradients;

namespace Anneal.Optimizers;

/// <summary>One update of <see cref="Lbfgs"/>: all parameters that take part, seen as one vector.</summary>
internal ref partial struct LbfgsUpdate<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Work<T> _work;
    private readonly Lbfgs _rule;
    private readonly StepContext _at;
    private readonly int _length;
    private readonly T[] _room;
    private readonly Span<T> _start;
    private readonly Span<T> _direction;

    // Three gradients fit into the room; this is the place of the one at the present weights.
    private int _present;

    public LbfgsUpdate(Work<T> work)
    {
        _work = work;
        _rule = work.Blocks[0].RuleAs<Lbfgs>();
        _at = work.At(work.Blocks[0]);
        ulong members = StableHash.Start;
        foreach (Block<T> block in work.Blocks)
        {
            foreach (Block<T> part in block.Parts)
            {
                members = StableHash.Of(part.Parameter.Name, members);
                _length = checked(_length + part.Parameter.Length);
            }
        }

        // 52 bits of the hash fit into a number of the state.
        double known = members >> 12;
        if (work.Number("members", known) != known)
            Forget(work, known);
        _room = ArrayPool<T>.Shared.Rent(checked(4 * Math.Max(1, _length)));
        _start = _room.AsSpan(3 * _length, _length);
        _direction = Array("d", 1);
    }

    public readonly void Release() => ArrayPool<T>.Shared.Return(_room);

    public void Run()
    {
        double loss = Evaluate(Gradient(_present), first: true);
        _work.Number("func_evals")++;
        _ = _work.Number("n_iter");
        _ = _work.Number("t");
        if (Largest(Gradient(_present)) <= _rule.GradientTolerance)
            return;
        int most = _rule.Evaluations ?? (_rule.Iterations * 5 / 4);
        int evaluations = 1;
        Span<T> before = Array("prev_flat_grad", 1);
        for (int iteration = 1; iteration <= _rule.Iterations; iteration++)
        {
            bool first = ++_work.Number("n_iter") == 1;
            if (first)
                Fall();
            else
                Learn(before);
            ReadOnlySpan<T> gradient = Gradient(_present);
            gradient.CopyTo(before);
            double last = loss;
            double length = first ? Math.Min(1, 1 / Sum(gradient)) * _at.Rate : _at.Rate;
            double slope = Dot(gradient, _direction);
            int used = 0;
            if (slope <= -_rule.ChangeTolerance)
            {
                Gather(_start);
                if (_rule.LineSearch)
                    (loss, length, used) = Search(loss, slope, length);
                Place(length);

                // The gradient after the last step would not be used.
                if (!_rule.LineSearch && iteration < _rule.Iterations)
                    (loss, used) = (Evaluate(Gradient(_present), first: false), 1);
            }

            evaluations += used;
            _work.Number("func_evals") += used;
            _work.Number("prev_loss") = last;
            _work.Number("t") = length;
            if (slope > -_rule.ChangeTolerance || evaluations >= most || Largest(Gradient(_present)) <= _rule.GradientTolerance)
                break;
            if (Math.Abs(length) * Largest(_direction) <= _rule.ChangeTolerance || Math.Abs(loss - last) < _rule.ChangeTolerance)
                break;
        }
    }

    private readonly Span<T> Gradient(int place) => _room.AsSpan(place * _length, _length);

    /// <summary>The loss to minimise and its gradient at the present weights, with the direction of the search and the decay in both.</summary>
    private readonly double Evaluate(Span<T> gradient, bool first)
    {
        double loss = _work.Evaluate();
        if (first)
            _work.Loss = loss;
        double squares = 0;
        (T sign, T penalty) = (T.CreateTruncating(_at.Sign), T.CreateTruncating(_at.Penalty));
        int at = 0;
        foreach (Block<T> block in _work.Blocks)
        {
            foreach (Block<T> part in block.Parts)
            {
                ReadOnlySpan<T> weights = part.Weights;
                ReadOnlySpan<T> raw = part.Gradients;
                Spans.Sum(gradient.Slice(at, weights.Length), raw, sign, weights, penalty);
                squares += GradientNorm.Squares(weights);
                at += weights.Length;
            }
        }

        return (_at.Sign * loss) + (_at.Penalty == 0 ? 0 : 0.5 * _at.Penalty * squares);
    }

    private readonly void Gather(Span<T> target)
    {
        foreach (Block<T> block in _work.Blocks)
        {
            foreach (Block<T> part in block.Parts)
            {
                part.Weights.CopyTo(target);
                target = target[part.Weights.Length..];
            }
        }
    }

    /// <summary>Puts the weights a length along the direction from where the step started.</summary>
    private readonly void Place(double length)
    {
        T narrow = T.CreateTruncating(length);
        int at = 0;
        foreach (Block<T> block in _work.Blocks)
        {
            foreach (Block<T> part in block.Parts)
            {
                Span<T> weights = part.Weights;
                _start.Slice(at, weights.Length).CopyTo(weights);
                Spans.Add(weights, _direction.Slice(at, weights.Length), narrow);
                at += weights.Length;
            }
        }
    }

    private static double Dot(ReadOnlySpan<T> left, ReadOnlySpan<T> right) => Lanes.Dot(left, right);

    private static double Sum(ReadOnlySpan<T> values) => Norm.Sum(values, 1);

    private static double Largest(ReadOnlySpan<T> values) => Norm.Largest(values);
}
