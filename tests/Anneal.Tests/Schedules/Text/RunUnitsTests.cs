using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Schedules.Text;

/// <summary>Lengths as people say them: epochs, percentages, the rest of the run.</summary>
public class RunUnitsTests
{
    private static readonly RunLength _run = RunLength.Of(epochs: 20, stepsPerEpoch: 10);

    [Theory]
    [InlineData("linear(0, 1, over: 5ep)", "linear(0, 1, over: 50)")]
    [InlineData("linear(0, 1, over: 0.5ep)", "linear(0, 1, over: 5)")]
    [InlineData("linear(0, 1, over: 5epochs)", "linear(0, 1, over: 50)")]
    [InlineData("linear(0, 1, over: 10%)", "linear(0, 1, over: 20)")]
    [InlineData("linear(0, 1, over: rest)", "linear(0, 1, over: 200)")]
    [InlineData("multiStep(1, factor: 0.5, at: [5ep, 50%])", "multiStep(1, factor: 0.5, at: [50, 100])")]
    [InlineData("linear(0, 1, over: 10%) then cosine(1, 0, over: rest)", "linear(0, 1, over: 20) then cosine(1, 0, over: 180)")]
    [InlineData("linear(0, 1, over: 10%).then(cosine(1, 0, over: rest))", "linear(0, 1, over: 20) then cosine(1, 0, over: 180)")]
    [InlineData("linear(0, 1, over: 5ep) then constant(1).for(5ep) then cosine(1, 0, over: rest)", "linear(0, 1, over: 50) then constant(1).for(50) then cosine(1, 0, over: 100)")]
    [InlineData("cosine(1, 0, over: rest).warmedUp(10%, from: 0)", "linear(0, 1, over: 20) then cosine(1, 0, over: 180)")]
    [InlineData("linear(0, 1, over: 10%) then cosine(1, 0, over: rest).warmedUp(5ep, from: 0)", "linear(0, 1, over: 20) then linear(0, 1, over: 50) then cosine(1, 0, over: 130)")]
    [InlineData("cosine(1, 0, over: rest).for(50%)", "cosine(1, 0, over: 100).for(100)")]
    [InlineData("cosine(1, 0, over: rest).perEpoch(10)", "cosine(1, 0, over: 20).perEpoch(10)")]
    [InlineData("cosine(1, 0, over: 5ep).perEpoch(1ep)", "cosine(1, 0, over: 5).perEpoch(10)")]
    [InlineData("linear(0, 1, over: 50%) * cosine(1, 0, over: rest)", "linear(0, 1, over: 100) * cosine(1, 0, over: 200)")]
    [InlineData("cosine(1, 0, over: 5ep).repeat(4)", "cosine(1, 0, over: 50).repeat(4)")]
    [InlineData("cosine(1, 0, over: 10).stretchTo(rest)", "cosine(1, 0, over: 10).stretchTo(200)")]
    [InlineData("oneCycle(0.3, over: rest, rise: 30%)", "oneCycle(0.3, over: 200, rise: 0.3)")]
    public void Units_become_steps(string written, string steps)
        => Assert.Equal(Schedule.Parse(steps), Schedule.Parse(written, _run));

    [Theory]
    [InlineData("linear(0, 1, over: 5ep)", "'ep' needs the length of the run")]
    [InlineData("linear(0, 1, over: 10%)", "'%' needs the length of the run")]
    [InlineData("linear(0, 1, over: rest)", "'rest' needs the length of the run")]
    public void Without_a_run_the_remedy_is_named(string written, string problem)
    {
        ScheduleTextException error = Assert.Throws<ScheduleTextException>(() => Schedule.Parse(written));
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains("--epochs and --steps-per-epoch", error.Problem, StringComparison.Ordinal);
        Assert.Equal(19, error.Position);
    }

    [Theory]
    [InlineData("linear(0, 1, over: -5ep)", "epochs must be a finite number of at least 0, not -5.")]
    [InlineData("linear(0, 1, over: 1e300ep)", "1E+300 epochs of 10 steps are more than 2^53 steps.")]
    [InlineData("linear(0, 1, over: 101%)", "A share of the run is between 0 % and 100 %, not 101 %.")]
    [InlineData("linear(0, 1, over: -1%)", "A share of the run is between 0 % and 100 %, not -1 %.")]
    [InlineData("linear(0, 1, over: 5min)", "'min' is no unit of time; use steps (no unit), ep for epochs, % of the run, or the word rest.")]
    [InlineData("linear(0, 1ep, over: 5)", "'to' of 'linear' is not a number of steps and has no unit 'ep'.")]
    [InlineData("cosine(1, 0, over: rest).repeat(3)", "'rest' has no meaning here: inside repeat, stretch and skip a length must be said.")]
    [InlineData("linear(0, 1, over: 300) then cosine(1, 0, over: rest)", "Nothing is left for 'rest': the pieces in front are 100 steps longer than the run.")]
    [InlineData("linear(0, 1, over: 1.5)", "'over' of 'linear' should be a whole number, not 1.5.")]
    [InlineData("5ep", "A rate has no unit: 'ep' stands after 5.")]
    public void Wrong_units_are_explained(string written, string problem)
        => Assert.Equal(problem, Assert.Throws<ScheduleTextException>(() => Schedule.Parse(written, _run)).Problem);

    [Fact]
    public void Epochs_of_a_run_in_steps_say_how_to_give_epochs()
        => Assert.StartsWith("Epochs need to know their steps", Assert.Throws<ScheduleTextException>(() => Schedule.Parse("linear(0, 1, over: 5ep)", RunLength.Steps(9))).Problem, StringComparison.Ordinal);
}
