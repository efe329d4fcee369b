namespace Anneal.Charts.Reports;

/// <summary>What one name and one colour stand for: the runs of one schedule, one curve for each seed.</summary>
public sealed record PlotGroup
{
    /// <summary>A group of curves.</summary>
    /// <param name="name">What the legend calls it; the same name is the same group in every plot of a report.</param>
    /// <param name="colour">The place in the palette, from 0; 8 to 15 are the same colours dashed, and so on.</param>
    /// <param name="curves">The curves; at least one. Where several are given, the page draws their mean, and a band from the lowest to the highest.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place is negative.</exception>
    public PlotGroup(string name, int colour, params IReadOnlyList<PlotCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentOutOfRangeException.ThrowIfNegative(colour);
        if (curves.Count == 0) throw new ArgumentException($"The group \"{name}\" has no curve; give at least one, or leave the group out.", nameof(curves));
        Name = name;
        Colour = colour;
        Curves = curves;
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>The place in the palette.</summary>
    public int Colour { get; }

    /// <summary>The curves on the left-hand axis.</summary>
    public IReadOnlyList<PlotCurve> Curves { get; }

    /// <summary>Curves of the same group on the right-hand axis, dashed: the learning rate beside the loss.</summary>
    public IReadOnlyList<PlotCurve> Right { get; init => field = value ?? throw new ArgumentNullException(nameof(Right)); } = [];
}
