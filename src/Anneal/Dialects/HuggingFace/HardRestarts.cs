using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class HuggingFace
{
    /// <summary>The cosines behind the warm-up, their restarts found by the peer's floating modulo.</summary>
    private sealed record HardRestarts(double Rate, long Steps, long Cycles) : Schedule
    {
        public override long? Length => Steps;

        internal override Call Form => new Call("get_cosine_with_hard_restarts_schedule_with_warmup") { Dialect = "hf" }
            .With("lr", Rate).With("num_warmup_steps", 0).With("num_training_steps", Steps).With("num_cycles", Cycles);

        internal override IEnumerable<ActivePart> ActiveAt(double step)
        {
            double cycles = Cycles * (step / Steps);
            yield return new(Cosine(Rate, 0, 1), step >= Steps ? 1 : cycles % 1, FormattableString.Invariant($"cycle {Math.Min(Math.Floor(cycles) + 1, Cycles)} of {Cycles}, each {(double)Steps / Cycles} steps, counted as 1 here"));
        }

        internal override double Value(long step) => Value((double)step);

        internal override double Value(double step)
        {
            double progress = step / Steps;
            return progress >= 1 ? 0 : Rate * (0.5 * (1 + Math.Cos(Math.PI * (Cycles * progress % 1))));
        }
    }
}
