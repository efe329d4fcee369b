using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class RunLengthTests
{
    private static readonly RunLength _run = RunLength.Of(epochs: 20, stepsPerEpoch: 10);

    [Fact]
    public void Epochs_times_steps_is_the_whole()
    {
        Assert.Equal((200, 10), (_run.Total, _run.StepsPerEpoch));
        Assert.Equal((7, (long?)null), (RunLength.Steps(7).Total, RunLength.Steps(7).StepsPerEpoch));
    }

    [Theory, InlineData(0, 0), InlineData(5, 50), InlineData(0.5, 5), InlineData(0.26, 3), InlineData(30, 300)]
    public void Epochs_become_steps(double epochs, long steps) => Assert.Equal(steps, _run.Epochs(epochs));

    [Theory, InlineData(0, 0), InlineData(10, 20), InlineData(100, 200), InlineData(0.6, 1)]
    public void Percentages_become_steps(double percent, long steps) => Assert.Equal(steps, _run.Percent(percent));

    [Fact]
    public void It_prints_as_it_was_built()
    {
        Assert.Equal("20 epochs of 10 steps", _run.ToString());
        Assert.Equal("7 steps", RunLength.Steps(7).ToString());
    }

    [Fact]
    public void Equal_runs_are_equal()
    {
        Assert.Equal(RunLength.Of(20, 10), _run);
        Assert.NotEqual(RunLength.Steps(200), _run);
    }

    [Fact]
    public void What_is_no_length_is_refused()
    {
        Assert.Contains("between 1 and 2^53, not 0", Assert.ThrowsAny<ArgumentException>(() => RunLength.Steps(0)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 2^53 steps", Assert.ThrowsAny<ArgumentException>(() => RunLength.Of(1L << 50, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("between 0 and 100 percent, not 101", Assert.ThrowsAny<ArgumentException>(() => _run.Percent(101)).Message, StringComparison.Ordinal);
        Assert.Contains("epochs must be a finite number of at least 0, not -1", Assert.ThrowsAny<ArgumentException>(() => _run.Epochs(-1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_epochs_says_how_to_get_them()
        => Assert.Contains("RunLength.Of(epochs, stepsPerEpoch)", Assert.Throws<InvalidOperationException>(() => RunLength.Steps(7).Epochs(1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("5ep", 50)]
    [InlineData("0.5ep", 5)]
    [InlineData("10%", 20)]
    [InlineData("1e2", 100)]
    [InlineData(" rest ", 200)]
    public void A_length_is_read_as_people_write_it(string text, long steps) => Assert.Equal(steps, _run.StepsOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("5 epochs")]
    [InlineData("1.5")]
    [InlineData("-3")]
    [InlineData("10%%")]
    public void Text_that_is_no_length_is_refused(string text) => Assert.Contains("is no length", Assert.Throws<FormatException>(() => _run.StepsOf(text)).Message, StringComparison.Ordinal);
}
