using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class ExplanationTests
{
    private static readonly Schedule _warmCosine = Schedule.Linear(0, 0.3, over: 5).Then(Schedule.Cosine(0.3, 0.01, over: 15));

    [Fact]
    public void The_piece_in_force_is_named_with_its_own_position()
    {
        Explanation piece = Assert.Single(_warmCosine.Explain(12).Because);
        Assert.Equal("cosine(0.3, 0.01, over: 15)", piece.Schedule);
        Assert.Equal(7, piece.Position);
        Assert.Equal("piece 2 of 2, which starts at step 5", piece.Reason);
    }

    [Fact]
    public void The_value_is_the_schedules_value_at_every_level()
    {
        Explanation whole = _warmCosine.Explain(12);
        Assert.Equal(_warmCosine.At(12), whole.Value);
        Assert.Equal(_warmCosine.At(12), whole.Because[0].Value);
    }

    [Fact]
    public void Text_is_indented_by_what_lies_inside()
        => Assert.Equal(
            """
            linear(0, 0.3, over: 5) then cosine(0.3, 0.01, over: 15) = 0.06 at step 1
              piece 1 of 2, which starts at step 0:
              linear(0, 0.3, over: 5) = 0.06 at step 1 of its own, 20 % of 5 steps
            """,
            _warmCosine.Explain(1).ToString().ReplaceLineEndings("\n"));

    [Fact]
    public void A_curve_that_is_over_says_that_its_last_value_holds()
        => Assert.EndsWith("finished after 15 steps: its last value holds", _warmCosine.Explain(40).ToString());

    [Fact]
    public void A_floor_says_that_it_is_used_instead()
        => Assert.Equal("below the floor: 0.05 is used instead", Schedule.Exponential(0.3, 0.5).AtLeast(0.05).Explain(10).Because[0].Reason);

    [Fact]
    public void A_restart_names_its_cycle()
        => Assert.Contains("cycle 3, which starts at step 12", Schedule.WarmRestarts(0.3, 0.01, over: 4, lengthen: 2).Explain(12).Because[0].Reason);

    [Fact]
    public void Both_factors_of_a_product_are_shown()
        => Assert.Equal(["first factor", "second factor"], (_warmCosine * 2).Explain(3).Because.Select(part => part.Reason));

    [Fact]
    public void Beyond_a_hard_end_the_refusal_is_the_answer()
        => Assert.Contains("beyond the end", Assert.Throws<ArgumentOutOfRangeException>(() => _warmCosine.Strict().Explain(20)).Message);

    [Fact]
    public void A_negative_step_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _warmCosine.Explain(-1));

    [Theory]
    [InlineData(0.00001, "1e-5")]
    [InlineData(0.1 + 0.2, "0.3")]
    [InlineData(1e20, "1e20")]
    [InlineData(1234567, "1234567")]
    public void Numbers_read_as_a_person_writes_them(double value, string text) => Assert.Equal(text, Figures.Of(value));
}
