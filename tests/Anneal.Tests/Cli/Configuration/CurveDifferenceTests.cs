using Anneal.Cli.Configuration;
using Anneal.Schedules;

namespace Anneal.Tests.Cli.Configuration;

public class CurveDifferenceTests
{
    [Fact]
    public void Ends_and_the_widest_gap_are_those_of_the_two_curves()
    {
        Schedule theirs = Schedule.Parse("paddleocr:Cosine(learning_rate=0.1, step_each_epoch=100, epochs=20, warmup_epoch=2)"), ours = Schedule.Cosine(0.1, 0, 1800).WarmedUp(200);
        CurveDifference difference = CurveDifference.Of(theirs, ours, 2000);
        Assert.Equal((0d, ours.At(0)), difference.First);
        Assert.Equal((theirs.At(1999), ours.At(1999)), difference.Last);
        Agree.Within(0.01, 0.00245, difference.Last.Theirs);
        double widest = Enumerable.Range(0, 2000).Max(step => Math.Abs(theirs.At(step) - ours.At(step)));
        Assert.Equal(widest, Math.Abs(difference.Furthest.Theirs - difference.Furthest.Ours));
        Assert.Contains($"apart at update {difference.Furthest.Step}", difference.Sentence("PaddleOCR", "ours"), StringComparison.Ordinal);
    }

    [Fact]
    public void Curves_that_are_the_same_are_said_to_be()
        => Assert.StartsWith("It is the same", CurveDifference.Of(Schedule.Cosine(0.1, 0, 100), Schedule.Cosine(0.1, 0, 100), 100).Sentence("PyTorch", "cosine"), StringComparison.Ordinal);
}
