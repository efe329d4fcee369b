namespace Anneal.Charts;

/// <summary>The colours and dashes that tell lines apart, on white paper and on a dark page.</summary>
/// <remarks>
/// Every two colours of a set stay apart under simulated protanopia and deuteranopia, and each stands out from its background;
/// a test measures both. The ninth line takes the first colour again, dashed.
/// </remarks>
public static class Palette
{
    private const string OnDark = "@media (prefers-color-scheme:dark)";
    private const string OnDarkScreen = "@media screen and (prefers-color-scheme:dark)";

    private static readonly Inks _onWhite = new("#ffffff", "#1f2328", "#59636e", "#e4e8ec", "#9aa4ae");

    private static readonly Inks _onDark = new("#0d1117", "#e6edf3", "#9aa4ae", "#262c34", "#5c6670");

    /// <summary>Eight colours for a white background, as #rrggbb.</summary>
    public static IReadOnlyList<string> Light { get; } =
        ["#076abc", "#c55709", "#048b6a", "#db7ab1", "#ce8e05", "#6783fa", "#a33400", "#585661"];

    /// <summary>The same eight for a dark background, in the same order.</summary>
    public static IReadOnlyList<string> Dark { get; } =
        ["#4288e0", "#de4d0c", "#338584", "#c4a59e", "#dcb10d", "#3ac9ff", "#f4ed38", "#aef5d1"];

    /// <summary>The patterns of SVG's stroke-dasharray for the first eight lines (none), the next eight, and so on; they recur after that.</summary>
    public static IReadOnlyList<string> Dashes { get; } = ["", "7 4", "2 4", "9 4 2 4"];

    /// <summary>Which colour the line at a position takes.</summary>
    public static int ColourOf(int series) => series % Light.Count;

    /// <summary>The dash pattern of the line at a position; empty for an unbroken line.</summary>
    public static string DashOf(int series) => Dashes[series / Light.Count % Dashes.Count];

    /// <summary>The style sheet of a chart; rules are held below one class, because a style inside a page reaches the whole page.</summary>
    internal static string StyleSheet { get; } = Sheet();

    /// <summary>The inks of a page as variables, for what stands around its charts; paper is white.</summary>
    internal static string Variables { get; } = $":root{{{_onWhite.Variables}}}\n{OnDarkScreen}{{:root{{{_onDark.Variables}}}}}";

    /// <summary>The style sheet of charts in a page, which is dark on a screen alone.</summary>
    internal static string PageSheet { get; } = StyleSheet.Replace(OnDark, OnDarkScreen, StringComparison.Ordinal);

    // Colours are written out twice instead of as variables: librsvg, which makes PNG and PDF of these charts, has no var().
    private static string Sheet()
    {
        const string Scope = ".anneal-chart";
        string[] fixedRules =
        [
            $"{Scope}{{font:13px system-ui,-apple-system,Segoe UI,Roboto,DejaVu Sans,sans-serif}}",
            $"{Scope} .title{{font-size:16px;font-weight:600}}",
            $"{Scope} .line{{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}}",
            $"{Scope} .dot{{fill:currentColor}}",
            $"{Scope} .grid,{Scope} .axis{{fill:none;stroke-width:1}}",
            $"{Scope} .mark{{stroke-width:2}}",
            $"{Scope} .halo{{paint-order:stroke;stroke-width:4;stroke-linejoin:round}}",
        ];
        string light = string.Join('\n', Rules(Scope, Light, _onWhite));
        string dark = string.Join('\n', Rules(Scope, Dark, _onDark));
        return $"{string.Join('\n', fixedRules)}\n{light}\n{OnDark}{{\n{dark}\n}}";
    }

    private static IEnumerable<string> Rules(string scope, IReadOnlyList<string> lines, Inks inks)
    {
        yield return $"{scope} .paper{{fill:{inks.Paper}}}";
        yield return $"{scope} text,{scope} .mark{{fill:{inks.Ink}}}";
        yield return $"{scope} .soft{{fill:{inks.Soft}}}";
        yield return $"{scope} .grid{{stroke:{inks.Grid}}}";
        yield return $"{scope} .axis{{stroke:{inks.Axis}}}";
        yield return $"{scope} .mark,{scope} .halo{{stroke:{inks.Paper}}}";
        for (int i = 0; i < lines.Count; i++) yield return $"{scope} .c{i}{{color:{lines[i]}}}";
    }

    private sealed record Inks(string Paper, string Ink, string Soft, string Grid, string Axis)
    {
        public string Variables => $"--paper:{Paper};--ink:{Ink};--soft:{Soft};--grid:{Grid};--axis:{Axis}";
    }
}
