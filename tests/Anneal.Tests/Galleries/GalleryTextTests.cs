using Anneal.Cli.Inputs;
using Anneal.Schedules;

namespace Anneal.Tests.Galleries;

/// <summary>The galleries of the source documents: every line is a schedule that can be read, and shows what its document says.</summary>
public class GalleryTextTests
{
    public static TheoryData<string> Names => [.. Gallery.Names];

    [Theory, MemberData(nameof(Names))]
    public void Every_line_is_a_schedule_for_the_gallerys_steps(string name)
    {
        Gallery gallery = Gallery.Of([name]);
        Assert.All(gallery.Schedules, written => Assert.All(
            written.Schedule(RunLength.Steps(gallery.Steps!.Value)).Sample(gallery.Steps.Value),
            rate => Assert.True(rate >= 0, $"{written.Label} has the rate {rate}.")));
    }

    [Fact]
    public void The_chapters_five_schedules_have_the_chapters_values()
    {
        Schedule[] five = [.. Curves("d2l").Values];
        Assert.Equal([0.1, 2, 0.5, 0.5, 0], five.Select(schedule => schedule.At(0)));
        Assert.Equal(0.05, five[0].At(3));
        Assert.Equal(0.01, five[1].At(51));
        // Steps 5 and 30: the chapter's tracker halves after them.
        Assert.Equal([0.5, 0.25, 0.25, 0.125], [five[2].At(5), five[2].At(6), five[2].At(30), five[2].At(31)]);
        Assert.Equal([20, 20], [five[3].Length!.Value, five[4].Length!.Value]);
        Assert.Equal([0.01, 0.5, 0.01], [five[3].At(20), five[4].At(5), five[4].At(20)]);
    }

    [Fact]
    public void The_tutorials_warm_up_ends_above_0_and_ours_at_0()
    {
        Dictionary<string, Schedule> curves = Curves("paddleocr");
        Assert.Equal(0.00245, curves["warm-up 2"].At(2000), 5);
        Assert.Equal(0, curves["warm-up 0"].At(2000));
        Assert.Equal(0, curves["warm-up 2, ours"].At(2000));
    }

    [Fact]
    public void Fourteen_of_the_fifteen_schedulers_are_schedules()
        => Assert.Equal(14, Curves("pytorch").Count);

    [Fact]
    public void The_square_networks_cosine_is_at_its_rate_again_after_two_half_waves()
        => Assert.Equal([0.001, 0, 0.001, 0.001], new long[] { 0, 200, 400, 2000 }.Select(Curves("square-network")["cosine"].At));

    private static Dictionary<string, Schedule> Curves(string name)
        => Gallery.Of([name]).Schedules.ToDictionary(written => written.Label, written => written.Schedule(null));
}
