namespace Anneal.Cli.Terminal;

/// <summary>How much is done, as a row of cells.</summary>
internal static class ProgressBar
{
    private const string Eighths = " ▏▎▍▌▋▊▉█";

    /// <summary>A bar.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="cells">Its width.</param>
    /// <param name="unicode">Whether block characters can be shown.</param>
    public static string Draw(double share, int cells, bool unicode)
    {
        share = double.IsFinite(share) ? Math.Clamp(share, 0, 1) : 0;
        if (!unicode)
            return $"[{new string('#', (int)(share * (cells - 2))).PadRight(cells - 2, '.')}]";
        int eighths = (int)(share * cells * 8);
        string full = new('█', eighths / 8);
        return (full + (eighths % 8 > 0 ? Eighths[eighths % 8] : "")).PadRight(cells, '·');
    }
}
