using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ThenTests
{
    private static readonly Schedule _up = Schedule.Linear(0, 1, over: 4);
    private static readonly Schedule _down = Schedule.Linear(10, 0, over: 5);

    [Fact]
    public void The_next_piece_counts_from_zero_where_this_one_ends()
        => Assert.Equal([0, 0.25, 0.5, 0.75, 10, 8, 6, 4, 2, 0, 0], _up.Then(_down).Sample(11));

    [Fact]
    public void At_the_boundary_the_next_piece_is_in_force_and_just_before_it_is_not()
    {
        Schedule schedule = _up.Then(_down);
        Assert.Equal(10, schedule.At(4));
        Assert.Equal(10, schedule.At(4.0));
        Agree.Within(1e-9, 1, schedule.At(4 - 1e-10));
    }

    [Fact]
    public void Lengths_add_up() => Assert.Equal(9, _up.Then(_down).Length);

    [Fact]
    public void An_endless_last_piece_makes_it_endless() => Assert.Null(_up.Then(0.3).Length);

    [Fact]
    public void Grouping_changes_neither_values_nor_equality()
    {
        Schedule left = _up.Then(_down).Then(_up);
        Schedule right = _up.Then(_down.Then(_up));
        Assert.Equal(left, right);
        Assert.Equal(left.GetHashCode(), right.GetHashCode());
        Assert.Equal(left.Sample(20), right.Sample(20));
    }

    [Fact]
    public void Pieces_of_no_length_are_passed_at_once()
    {
        Schedule schedule = Schedule.Linear(5, 6, over: 0).Then(_up).Then(Schedule.Constant(9).For(0)).Then(_down);
        Assert.Equal(_up.Then(_down).Sample(12), schedule.Sample(12));
    }

    [Fact]
    public void A_last_piece_of_no_length_leaves_its_value() => Assert.Equal([0, 0.25, 0.5, 0.75, 9, 9], _up.Then(Schedule.Constant(9).For(0)).Sample(6));

    [Fact]
    public void Many_pieces_are_found_as_few_are()
    {
        Schedule many = Schedule.Constant(0).For(3);
        for (int i = 1; i < 50; i++)
            many = many.Then(Schedule.Constant(i).For(3));
        for (long step = 0; step < 150; step++)
            Assert.Equal(step / 3, many.At(step));
    }

    [Fact]
    public void After_an_endless_schedule_nothing_can_come()
        => Assert.StartsWith("An endless schedule cannot be followed; cut it first with For(steps): constant(1)", Agree.Refusal(() => Schedule.Constant(1).Then(2)), StringComparison.Ordinal);

    [Fact]
    public void More_steps_than_can_be_counted_are_refused()
        => Assert.Contains("longer than 2^53 steps", Agree.Refusal(() => Schedule.Linear(0, 1, 1L << 53).Then(_up)), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_refused() => Assert.Throws<ArgumentNullException>(() => _up.Then(null!));
}
