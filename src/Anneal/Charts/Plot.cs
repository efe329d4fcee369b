namespace Anneal.Charts;

/// <summary>The rectangle the lines are drawn in, and the axes along its sides.</summary>
internal sealed record Plot(double Left, double Top, double Right, double Bottom, Axis X, Axis Y, Axis? RightY)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public Axis Upright(bool onRight) => onRight && RightY is not null ? RightY : Y;

    public Point Place(double x, double y, bool onRight) =>
        new(Left + X.Fraction(x) * Width, Bottom - Upright(onRight).Fraction(y) * Height);
}
