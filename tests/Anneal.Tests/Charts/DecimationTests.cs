using Anneal.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Anneal.Tests.Charts;

public class DecimationTests
{
    private static readonly Config _many = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(7, 1);

    [Fact]
    public void Every_column_keeps_its_first_lowest_highest_and_last_point() =>
        Prop.ForAll<NormalFloat[], PositiveInt>((heights, density) =>
        {
            Point[] points = [.. heights.Select((y, i) => new Point((double)i / density.Get, y.Get))];
            List<Point> kept = Decimation.MinMax(points);
            ILookup<double, Point> seen = kept.ToLookup(point => Math.Floor(point.X));
            foreach (IGrouping<double, Point> column in points.GroupBy(point => Math.Floor(point.X)))
            {
                Point[] left = [.. seen[column.Key]];
                Assert.Equal(column.First(), left[0]);
                Assert.Equal(column.Last(), left[^1]);
                Assert.Equal(column.Min(point => point.Y), left.Min(point => point.Y));
                Assert.Equal(column.Max(point => point.Y), left.Max(point => point.Y));
                Assert.InRange(left.Length, 1, 4);
            }

            Assert.Equal(points.Where(kept.Contains), kept);
        }).Check(_many);

    [Fact]
    public void A_line_that_turns_back_keeps_every_column_it_passes()
    {
        Point[] points = [new(0.2, 1), new(1.2, 2), new(0.4, 3), new(1.4, 4)];
        Assert.Equal(points, Decimation.MinMax(points));
        Assert.Equal(points, Decimation.Straighten(points, 0.1));
    }

    [Fact]
    public void Straightening_moves_no_point_further_than_the_tolerance() =>
        Prop.ForAll<short[], byte>((steps, tenths) =>
        {
            double tolerance = (tenths + 1) / 10.0;
            Point[] points = [.. steps.Select((y, i) => new Point(i, y % 20 / 4.0))];
            List<Point> kept = Decimation.Straighten(points, tolerance);
            if (points.Length == 0)
            {
                Assert.Empty(kept);
                return;
            }

            Assert.Equal((points[0], points[^1]), (kept[0], kept[^1]));
            Assert.All(points, point => Assert.InRange(Math.Abs(HeightAt(kept, point.X) - point.Y), 0, tolerance + 1e-9));
        }).Check(_many);

    [Fact]
    public void A_straight_line_needs_its_two_ends() =>
        Assert.Equal([new Point(0, 0), new Point(99, 33)], Decimation.Straighten([.. Enumerable.Range(0, 100).Select(i => new Point(i, i / 3.0))], 0.1));

    [Fact]
    public void A_staircase_keeps_its_corners()
    {
        Point[] stairs = [new(0, 0), new(5, 0), new(5, 10), new(9, 10), new(9, 20)];
        Assert.Equal(stairs, Decimation.Straighten(stairs, 0.1));
    }

    [Fact]
    public void One_spike_in_a_million_steps_stays()
    {
        Point[] points = [.. Enumerable.Range(0, 1_000_000).Select(i => new Point(i * 7e-4, i == 123_456 ? -9 : 1))];
        List<Point> kept = Decimation.Straighten(Decimation.MinMax(points), 0.1);
        Assert.Contains(points[123_456], kept);
        Assert.InRange(kept.Count, 4, 8);
    }

    private static double HeightAt(List<Point> line, double x)
    {
        int next = Math.Clamp(line.FindIndex(point => point.X >= x), 0, line.Count - 1);
        if (next == 0) return line[0].Y;
        (Point from, Point to) = (line[next - 1], line[next]);
        return from.Y + (to.Y - from.Y) * (x - from.X) / (to.X - from.X);
    }
}
