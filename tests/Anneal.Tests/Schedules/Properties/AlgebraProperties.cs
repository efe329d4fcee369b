using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Properties;

/// <summary>What holds for every schedule that can be composed: the laws of the algebra.</summary>
public class AlgebraProperties
{
    private static readonly Schedule _front = Schedule.Linear(0, 1, over: 7);

    [Fact]
    public void Every_composition_means_what_its_parts_mean() => RandomSchedules.All(drawn =>
    {
        for (double position = 0; position < drawn.Horizon; position += 0.25)
        {
            double difference = Math.Abs(drawn.Meaning(position) - drawn.Schedule.At(position));
            Assert.True(difference <= 1e-12 * drawn.Magnitude, FormattableString.Invariant($"at {position}: expected {drawn.Meaning(position):R}, got {drawn.Schedule.At(position):R}"));
        }
    }, 1000);

    [Fact]
    public void Every_composition_stays_within_the_bounds_of_its_parts() => RandomSchedules.All(drawn =>
    {
        for (double position = 0; position < drawn.Horizon; position += 0.25)
            Assert.InRange(drawn.Schedule.At(position), drawn.Low, drawn.High);
    }, 1000);

    [Fact]
    public void Whole_positions_agree_with_steps() => RandomSchedules.All(drawn =>
    {
        for (long step = 0; step < drawn.Horizon; step++)
            Assert.Equal(drawn.Schedule.At(step), drawn.Schedule.At((double)step));
        Assert.Equal(drawn.Schedule.At(1_000_000_000_000), drawn.Schedule.At(1e12));
    });

    [Fact]
    public void Sampling_is_asking_every_step() => RandomSchedules.All(drawn =>
        Assert.Equal(Enumerable.Range(0, (int)drawn.Horizon).Select(step => drawn.Schedule.At((long)step)), drawn.Schedule.Sample(drawn.Horizon)));

    [Fact]
    public void Neither_order_nor_thread_changes_a_value() => RandomSchedules.All(drawn =>
    {
        double[] values = drawn.Schedule.Sample(drawn.Horizon);
        long[] shuffled = [.. Enumerable.Range(0, values.Length).Select(step => (long)step)];
        new Random(7).Shuffle(shuffled);
        Parallel.ForEach(shuffled, step => Assert.Equal(values[step], drawn.Schedule.At(step)));
    }, 100);

    [Fact]
    public void The_last_value_holds_for_ever() => RandomSchedules.AllEnded(drawn =>
    {
        long length = drawn.Schedule.Length!.Value;
        double last = drawn.Schedule.At(length);
        foreach (double later in (double[])[length + 0.25, length + 1, length + 1000, 1L << 52])
            Assert.Equal(last, drawn.Schedule.At(later));
    });

    [Fact]
    public void Then_is_associative_in_value_and_in_equality() => RandomSchedules.AllPairs((first, last) =>
    {
        Schedule left = first.Schedule.Then(_front).Then(last.Schedule);
        Schedule right = first.Schedule.Then(_front.Then(last.Schedule));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(left.Sample(last.Horizon), right.Sample(last.Horizon));
    });

    [Fact]
    public void The_next_piece_starts_where_the_first_ends() => RandomSchedules.AllPairs((first, last) =>
    {
        Schedule both = first.Schedule.Then(last.Schedule);
        long length = first.Schedule.Length!.Value;
        Assert.Equal(first.Schedule.Sample(length).Concat(last.Schedule.Sample(last.Horizon)), both.Sample(length + last.Horizon));
        Assert.Equal(length + last.Schedule.Length, both.Length);
    });

    [Fact]
    public void Pieces_of_no_length_change_no_value() => RandomSchedules.AllPairs((first, last) =>
    {
        Schedule nothing = Schedule.Linear(0.7, 0.2, over: 0);
        long steps = first.Schedule.Length!.Value + last.Horizon;
        double[] values = first.Schedule.Then(last.Schedule).Sample(steps);
        Assert.Equal(values, nothing.Then(first.Schedule).Then(last.Schedule).Sample(steps));
        Assert.Equal(values, first.Schedule.Then(nothing).Then(last.Schedule).Sample(steps));
    });

    [Fact]
    public void Wrapping_without_a_change_never_shifts_a_step() => RandomSchedules.AllEnded(drawn =>
    {
        Schedule plain = drawn.Schedule;
        long length = plain.Length!.Value;
        List<Schedule> same = [plain.For(length), plain.Skip(0), plain.PerEpoch(1), plain.StretchTo(length), plain.Repeat(1), plain.Repeat(1, lengthen: 3), 1 * plain, plain + 0, plain - 0];
        foreach (Schedule wrapped in same.Append(same.Aggregate((inner, _) => inner.For(length).Skip(0).StretchTo(length).Repeat(1).PerEpoch(1))))
        {
            Assert.Equal(length, wrapped.Length);
            Assert.Equal(plain.Sample(drawn.Horizon), wrapped.Sample(drawn.Horizon));
        }
    });

    [Fact]
    public void Per_epoch_is_asking_once_per_epoch() => RandomSchedules.All(drawn =>
    {
        Schedule stairs = drawn.Schedule.PerEpoch(7);
        Assert.Equal(drawn.Schedule.Length * 7, stairs.Length);
        for (long step = 0; step < 7 * drawn.Horizon; step++)
            Assert.Equal(drawn.Schedule.At(step / 7), stairs.At(step));
    }, 100);

    [Fact]
    public void Stretching_keeps_both_ends() => RandomSchedules.AllEnded(drawn =>
    {
        long length = drawn.Schedule.Length!.Value;
        foreach (long steps in (long[])[1, 13, 1_000_003, 1_000_000_000_039])
        {
            Schedule stretched = drawn.Schedule.StretchTo(steps);
            Assert.Equal(steps, stretched.Length);
            Assert.Equal(drawn.Schedule.At(0), stretched.At(0));
            Assert.Equal(drawn.Schedule.At(length), stretched.At(steps));
        }
    });

    [Fact]
    public void Bounds_are_the_larger_and_the_smaller_value() => RandomSchedules.All(drawn =>
    {
        for (long step = 0; step < drawn.Horizon; step++)
        {
            Assert.Equal(Math.Max(drawn.Schedule.At(step), 0.2), drawn.Schedule.AtLeast(0.2).At(step));
            Assert.Equal(Math.Min(drawn.Schedule.At(step), 0.2), drawn.Schedule.AtMost(0.2).At(step));
        }
    });

    [Fact]
    public void Operators_work_step_by_step() => RandomSchedules.AllPairs((left, right) =>
    {
        (Schedule a, Schedule b) = (left.Schedule, right.Schedule);
        for (long step = 0; step < right.Horizon; step++)
        {
            Assert.Equal(a.At(step) * b.At(step), (a * b).At(step));
            Assert.Equal(a.At(step) + b.At(step), (a + b).At(step));
            Assert.Equal(a.At(step) - b.At(step), (a - b).At(step));
        }
    });

    [Fact]
    public void Skipping_starts_later_and_adds_up() => RandomSchedules.All(drawn =>
    {
        Assert.Equal(drawn.Schedule.Sample(drawn.Horizon + 5)[5..], drawn.Schedule.Skip(5).Sample(drawn.Horizon));
        Assert.Equal(drawn.Schedule.Skip(5).Sample(drawn.Horizon), drawn.Schedule.Skip(2).Skip(3).Sample(drawn.Horizon));
    });
}
