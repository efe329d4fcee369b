namespace Anneal.Charts;

/// <summary>The colours and dashes that tell lines apart, on white paper and on a dark page.</summary>
/// <remarks>
/// Every two colours of a set stay apart under simulated protanopia and deuteranopia, and each stands out from its background;
/// a test measures both. The ninth line takes the first colour again, dashed.
/// </remarks>
public static class Palette
{
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
        string light = string.Join('\n', Inks(Scope, Light, paper: "#ffffff", ink: "#1f2328", soft: "#59636e", grid: "#e4e8ec", axis: "#9aa4ae"));
        string dark = string.Join('\n', Inks(Scope, Dark, paper: "#0d1117", ink: "#e6edf3", soft: "#9aa4ae", grid: "#262c34", axis: "#5c6670"));
        return $"{string.Join('\n', fixedRules)}\n{light}\n@media (prefers-color-scheme:dark){{\n{dark}\n}}";
    }

    private static IEnumerable<string> Inks(string scope, IReadOnlyList<string> lines, string paper, string ink, string soft, string grid, string axis)
    {
        yield return $"{scope} .paper{{fill:{paper}}}";
        yield return $"{scope} text,{scope} .mark{{fill:{ink}}}";
        yield return $"{scope} .soft{{fill:{soft}}}";
        yield return $"{scope} .grid{{stroke:{grid}}}";
        yield return $"{scope} .axis{{stroke:{axis}}}";
        yield return $"{scope} .mark,{scope} .halo{{stroke:{paper}}}";
        for (int i = 0; i < lines.Count; i++) yield return $"{scope} .c{i}{{color:{lines[i]}}}";
    }
}
