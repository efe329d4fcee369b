namespace Anneal.Charts;

/// <summary>Finds a place for the label of a marked point: inside the plot, off the other labels, off the lines where it can.</summary>
internal sealed class MarkPlacement(Plot plot, IReadOnlyList<Point> dots, IReadOnlyList<IReadOnlyList<Point>> lines)
{
    private const double Height = 16;
    private const double Reach = 9;
    private const int Rings = 5;

    // A label on another label cannot be read; a label on a line can; a label further away asks the eye for a little more.
    private const double OverLabel = 1000;
    private const double PerRing = 3;
    private const double NearerToAnother = 30;

    private readonly List<Box> _taken = [.. dots.Select(dot => new Box(dot.X - 5, dot.Y - 5, 10, 10))];
    private readonly Point[] _ink = [.. lines.SelectMany(Along)];

    /// <summary>Where the label's text starts, on its baseline; and where a line from the dot to a label further away ends.</summary>
    public Point Next(Point dot, double width, out Point? leader)
    {
        (Box best, int ring) = Candidates(dot, width).MinBy(candidate => Cost(candidate.Box, dot) + PerRing * candidate.Ring);
        _taken.Add(best);
        bool above = best.Top < dot.Y;
        leader = ring == 0 ? null : new Point(Math.Clamp(dot.X, best.Left, best.Left + width), above ? best.Top + Height : best.Top);
        return new Point(best.Left, best.Top + Height - 4);
    }

    private IEnumerable<(Box Box, int Ring)> Candidates(Point dot, double width)
    {
        for (int ring = 0; ring < Rings; ring++)
        {
            double aside = Reach + ring * Height;
            double[] lefts = [dot.X + aside, dot.X - aside - width, dot.X - width / 2];
            double[] tops = [dot.Y - aside - Height, dot.Y + aside, dot.Y - Height / 2];
            foreach (double top in tops)
            {
                foreach (double left in lefts) yield return (Inside(left, top, width), ring);
            }
        }
    }

    private Box Inside(double left, double top, double width) => new(
        Math.Clamp(left, plot.Left + 2, Math.Max(plot.Left + 2, plot.Right - width - 2)),
        Math.Clamp(top, plot.Top, Math.Max(plot.Top, plot.Bottom - Height)), width, Height);

    private double Cost(Box box, Point dot) => OverLabel * _taken.Count(box.Meets)
        + NearerToAnother * dots.Count(other => other != dot && box.Distance(other) <= box.Distance(dot))
        + _ink.Count(box.Holds);

    private static IEnumerable<Point> Along(IReadOnlyList<Point> line)
    {
        const double Stride = 4;
        for (int i = 1; i < line.Count; i++)
        {
            (Point from, Point to) = (line[i - 1], line[i]);
            int parts = 1 + (int)((Math.Abs(to.X - from.X) + Math.Abs(to.Y - from.Y)) / Stride);
            for (int part = 0; part <= parts; part++)
            {
                double share = (double)part / parts;
                yield return new Point(from.X + share * (to.X - from.X), from.Y + share * (to.Y - from.Y));
            }
        }
    }

    private readonly record struct Box(double Left, double Top, double Width, double Height)
    {
        public bool Holds(Point point) => point.X >= Left && point.X <= Left + Width && point.Y >= Top && point.Y <= Top + Height;

        public double Distance(Point point) =>
            Math.Max(Math.Max(Left - point.X, point.X - Left - Width), Math.Max(Top - point.Y, point.Y - Top - Height));

        public bool Meets(Box other) =>
            Left < other.Left + other.Width && other.Left < Left + Width && Top < other.Top + other.Height && other.Top < Top + Height;
    }
}
