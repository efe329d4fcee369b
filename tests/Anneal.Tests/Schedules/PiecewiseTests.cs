using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class PiecewiseTests
{
    [Fact]
    public void The_next_value_is_in_force_at_its_step_where_Keras_is_one_later()
        => Assert.Equal([0.1, 0.1, 0.3, 0.3, 0.05], Schedule.Piecewise([0.1, 0.3, 0.05], at: [2, 4]).Sample(5));

    [Fact]
    public void Between_steps_the_old_value_holds() => Assert.Equal(0.1, Schedule.Piecewise([0.1, 0.3], at: [2]).At(1.999));

    [Fact]
    public void One_value_needs_no_steps() => Assert.Equal(0.1, Schedule.Piecewise([0.1], at: []).At(9));

    [Fact]
    public void Lists_that_do_not_fit_are_refused()
        => Assert.StartsWith("There must be one value more than steps in 'at', but there are 2 values and 2 steps.", Agree.Refusal(() => Schedule.Piecewise([1, 2], at: [1, 2])), StringComparison.Ordinal);

    [Fact]
    public void Steps_that_stand_twice_are_refused()
        => Assert.StartsWith("at must ascend, but 2 comes after 2.", Agree.Refusal(() => Schedule.Piecewise([1, 2, 3], at: [2, 2])), StringComparison.Ordinal);

    [Fact]
    public void A_negative_value_is_refused()
        => Assert.StartsWith("values must be a finite number of at least 0, not -1.", Agree.Refusal(() => Schedule.Piecewise([1, -1], at: [2])), StringComparison.Ordinal);
}
