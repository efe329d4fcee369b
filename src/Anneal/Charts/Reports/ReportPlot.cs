namespace Anneal.Charts.Reports;

/// <summary>A plot that the reader can look into: values under the pointer, zoom, smoothing, logarithmic axes, groups on and off.</summary>
/// <remarks>
/// Means and bands are over the curves that have a value at a position; the page says how many those are where some are missing, and marks
/// with a cross where a curve ends in values that are not finite. Curves of a group at different positions are interpolated linearly in
/// between. Of more than 4000 points per curve the lowest and the highest of each short stretch are kept, and stretches with gaps keep a gap;
/// smoothing then works on the means of the stretches.
/// </remarks>
public sealed record ReportPlot : ReportSection
{
    /// <summary>A plot below a heading.</summary>
    /// <param name="heading">The heading; empty for none.</param>
    /// <param name="groups">The groups in the order of the legend; at least one, with different names.</param>
    /// <exception cref="ArgumentException">There is no group, or a name is there twice.</exception>
    public ReportPlot(string heading, IReadOnlyList<PlotGroup> groups) : base(heading)
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count == 0) throw new ArgumentException($"The plot \"{heading}\" has no group to draw; give at least one, or leave the plot out.", nameof(groups));
        if (groups.GroupBy(group => group.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"Two groups of the plot \"{heading}\" are called \"{twice.Key}\"; put their curves into one group, or name them apart.", nameof(groups));
        Groups = groups;
    }

    /// <summary>The groups in the order of the legend.</summary>
    public IReadOnlyList<PlotGroup> Groups { get; }

    /// <summary>What x is, with its unit: "step".</summary>
    public string XLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(XLabel)); } = "";

    /// <summary>What else x may be, for the reader to choose: "epoch", "seconds". Each curve gives its <see cref="PlotCurve.OtherX"/> in this order; where they differ within a group (times), their mean at a position counts.</summary>
    public IReadOnlyList<string> OtherX { get; init => field = value ?? throw new ArgumentNullException(nameof(OtherX)); } = [];

    /// <summary>What y is, with its unit.</summary>
    public string YLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(YLabel)); } = "";

    /// <summary>What the right-hand axis measures.</summary>
    public string RightLabel { get; init => field = value ?? throw new ArgumentNullException(nameof(RightLabel)); } = "";

    /// <summary>True starts with x laid out by powers of ten.</summary>
    public bool LogX { get; init; }

    /// <summary>True starts with y laid out by powers of ten.</summary>
    public bool LogY { get; init; }

    /// <summary>True starts with the right-hand axis laid out by powers of ten.</summary>
    public bool LogRight { get; init; }

    /// <summary>The weight of <see cref="Charts.Smoothing"/> to start with: 0 (none) to below 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside of that range.</exception>
    public double Smoothing
    {
        get;
        init => field = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(Smoothing), value, "Smoothing is 0 (none) to below 1; 0.9 averages about 10 values.");
    }

    /// <summary>A line below the plot; empty for none.</summary>
    public string Note { get; init => field = value ?? throw new ArgumentNullException(nameof(Note)); } = "";

    internal override string Style => "plot";

    internal override void Check()
    {
        foreach (PlotGroup group in Groups)
        {
            if (group.Curves.Concat(group.Right).FirstOrDefault(curve => curve.OtherX.Count != OtherX.Count) is { } curve)
                throw new ArgumentException($"The plot \"{Heading}\" names {OtherX.Count} other kinds of x, and the curve \"{curve.Label}\" of \"{group.Name}\" gives {curve.OtherX.Count}; give one list of positions for each kind.");
        }
    }

    internal override void WriteBody(SvgWriter page)
    {
        PlotData shown = new(this);
        page.Open("figure", ("aria-label", Heading.Length > 0 ? Heading : YLabel));
        page.Script(shown.ToJson(), "application/json");
        page.Open("noscript");
        if (shown.Picture() is { } picture) picture.WriteSvg(page);
        else page.Text("p", "Nothing to draw: no value is finite.", "");
        page.Close();
        if (Note.Length > 0) page.Text("figcaption", Note, "", ("class", "caption"));
        page.Close();
    }
}
