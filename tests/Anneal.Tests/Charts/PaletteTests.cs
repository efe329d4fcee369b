using System.Globalization;
using Anneal.Charts;

namespace Anneal.Tests.Charts;

public class PaletteTests
{
    // Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB.
    private static readonly Dictionary<string, double[]> _eyes = new()
    {
        ["usual"] = [1, 0, 0, 0, 1, 0, 0, 0, 1],
        ["protanopia"] = [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        ["deuteranopia"] = [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
    };

    public static TheoryData<string, bool> Views => new(_eyes.Keys.SelectMany(eye => new[] { (eye, false), (eye, true) }));

    // In OKLab, where 0.02 is about the smallest difference two swatches side by side can have; lines are thinner and further apart.
    [Theory, MemberData(nameof(Views))]
    public void Every_two_colours_stay_apart(string eye, bool dark)
    {
        double[][] colours = [.. (dark ? Palette.Dark : Palette.Light).Select(colour => Lab(Seen(Linear(colour), _eyes[eye])))];
        for (int i = 0; i < colours.Length; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.True(Distance(colours[i], colours[j]) > 0.1, $"Colours {j} and {i} look alike; move them apart.");
        }
    }

    [Theory, InlineData(false, "#ffffff"), InlineData(true, "#0d1117")]
    public void Every_colour_stands_out_from_its_background(bool dark, string paper)
    {
        double behind = Luminance(Linear(paper));
        Assert.All(dark ? Palette.Dark : Palette.Light, colour =>
        {
            double ink = Luminance(Linear(colour));
            Assert.InRange((Math.Max(ink, behind) + 0.05) / (Math.Min(ink, behind) + 0.05), 2.75, 21);
        });
    }

    [Fact]
    public void The_first_thirty_two_lines_differ_in_colour_or_dash() =>
        Assert.Equal(32, Enumerable.Range(0, 32).Select(i => (Palette.ColourOf(i), Palette.DashOf(i))).Distinct().Count());

    private static double[] Linear(string colour) =>
        [.. from start in (int[])[1, 3, 5]
            let part = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0
            select part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)];

    private static double[] Seen(double[] colour, double[] eye) => [.. Times(eye, colour).Select(part => Math.Clamp(part, 0, 1))];

    private static double[] Lab(double[] colour) => Times(
        [0.2104542553, 0.7936177850, -0.0040720468, 1.9779984951, -2.4285922050, 0.4505937099, 0.0259040371, 0.7827717662, -0.8086757660],
        [.. Times([0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619, 0.2817188376, 0.6299787005], colour).Select(Math.Cbrt)]);

    private static double[] Times(double[] matrix, double[] vector) =>
        [.. Enumerable.Range(0, 3).Select(row => matrix[3 * row] * vector[0] + matrix[3 * row + 1] * vector[1] + matrix[3 * row + 2] * vector[2])];

    private static double Luminance(double[] colour) => 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2];

    private static double Distance(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (left, right) => (left - right) * (left - right)).Sum());
}
