using Anneal.Schedules.Text;

namespace Anneal.Schedules;

public abstract partial record Schedule
{
    /// <summary>This schedule, and where it ends the next one, which counts from 0 there.</summary>
    /// <param name="next">The schedule that follows.</param>
    /// <exception cref="ArgumentException">This schedule is endless: cut it first with <see cref="For"/>.</exception>
    /// <remarks>Associative: how pieces are grouped changes nothing. optax: <c>join_schedules</c>; PyTorch: <c>SequentialLR</c>.</remarks>
    [Catalogue("a until it ends, then b from its own 0", "linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15)")]
    public Schedule Then(Schedule next)
    {
        ArgumentNullException.ThrowIfNull(next);
        long length = Guard.Ended(this, "followed", "this");
        if (next.Length > Guard.MaxSteps - length)
            throw new ArgumentOutOfRangeException(nameof(next), $"Together the pieces are longer than 2^53 steps, the most that can be counted exactly: {length} and {next.Length}.");
        // Flattened, so that equal sequences are equal values however they were grouped.
        return new Sequence(new Values<Schedule>([.. Pieces(this), .. Pieces(next)]));
    }

    private static Values<Schedule> Pieces(Schedule schedule) => schedule is Sequence sequence ? sequence.Pieces : new([schedule]);
}

internal sealed record Sequence(Values<Schedule> Pieces) : Schedule
{
    private readonly Values<long> _starts = new(Starts(Pieces));

    public override long? Length => _starts[Pieces.Count - 1] + Pieces[Pieces.Count - 1].Length;

    internal override Call Form => new("then", [.. Pieces.Select(piece => new Argument(null, piece.Form))]);

    internal override IReadOnlyList<Schedule> Parts => Pieces;

    internal long StartOf(int piece) => _starts[piece];

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        int piece = Stairs.Passed(_starts.Span, (long)step) - 1;
        yield return new(Pieces[piece], step - _starts[piece], $"piece {piece + 1} of {Pieces.Count}, which starts at step {_starts[piece]}");
    }

    internal override IEnumerable<Turn> Turns
    {
        get
        {
            for (int i = 0; i < Pieces.Count; i++)
            {
                bool last = i == Pieces.Count - 1;
                if (i > 0 && (last || Pieces[i].Length > 0))
                    yield return new(_starts[i], TurnKind.Piece);
                // The end of a piece is the start of the next one.
                foreach (Turn turn in Pieces[i].Turns.Where(turn => last || turn.At < Pieces[i].Length).Mapped(1, _starts[i]))
                    yield return turn;
            }
        }
    }

    internal override double Value(long step)
    {
        int piece = Stairs.Passed(_starts.Span, step) - 1;
        return Pieces.Span[piece].Value(step - _starts.Span[piece]);
    }

    internal override double Value(double step)
    {
        int piece = Stairs.Passed(_starts.Span, (long)step) - 1;
        return Pieces.Span[piece].Value(step - _starts.Span[piece]);
    }

    // A piece of no length starts where the next one does and is passed at once.
    private static IEnumerable<long> Starts(Values<Schedule> pieces)
    {
        long start = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            yield return start;
            start += pieces[i].Length ?? 0;
        }
    }
}
