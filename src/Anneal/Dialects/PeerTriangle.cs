using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

/// <summary>The peers' cyclic policy, base + (peak − base)·triangle(t)·f, in their own order of operations.</summary>
/// <param name="Written">The call it was built by.</param>
/// <param name="Base">The value at the bottom of the triangle.</param>
/// <param name="Peak">The value at the top of the first one.</param>
/// <param name="Up">Steps from bottom to top.</param>
/// <param name="Down">Steps from top to bottom.</param>
/// <param name="Factor">f, of the cycle (from 1) or of the step.</param>
/// <param name="OfCycle">Which of the two.</param>
internal sealed record PeerTriangle(Call Written, double Base, double Peak, double Up, double Down, Func<double, double> Factor, bool OfCycle) : Schedule
{
    /// <summary>The user's own factor, which the text form only names.</summary>
    public Delegate? Lambda { get; init; }

    internal override Call Form => Written;

    public bool Equals(PeerTriangle? other) => other is not null && Equals(Lambda, other.Lambda) && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    internal override IEnumerable<ActivePart> ActiveAt(double step)
    {
        double cycle = Math.Floor(1 + (step / (Up + Down)));
        double factor = Factor(OfCycle ? cycle : step);
        double within = step - ((cycle - 1) * (Up + Down));
        yield return within < Up || Down == 0
            ? new(Linear(0, 1, (long)Up), within, FormattableString.Invariant($"cycle {cycle}, rising, its height scaled by {factor}"))
            : new(Linear(1, 0, (long)Down), within - Up, FormattableString.Invariant($"cycle {cycle}, falling, its height scaled by {factor}"));
    }

    internal override IEnumerable<Turn> Turns
    {
        get
        {
            for (int cycle = 0; cycle < TurnList.MostCycles; cycle++)
            {
                double start = cycle * (Up + Down);
                if (cycle > 0)
                    yield return new(start, TurnKind.Cycle);
                yield return new(start + Up, TurnKind.InCycle);
            }
        }
    }

    internal override double Value(long step) => Value((double)step);

    internal override double Value(double step)
    {
        double total = Up + Down;
        double ratio = Up / total;
        double cycle = Math.Floor(1 + (step / total));
        double x = 1 + (step / total) - cycle;
        double scale = x <= ratio ? x / ratio : (x - 1) / (ratio - 1);
        double height = (Peak - Base) * scale;
        return Base + (height * Factor(OfCycle ? cycle : step));
    }

    /// <summary>f of the three named policies, and whether it is of the cycle.</summary>
    public static (Func<double, double> Factor, bool OfCycle) Policy(string mode, double gamma, Func<double, double>? scaleFn, string scaleMode)
        => (scaleFn, mode) switch
        {
            (not null, _) => (scaleFn, scaleMode is "cycle" || (scaleMode is "iterations" ? false : throw new ArgumentException($"scale_mode is 'cycle' or 'iterations', not '{scaleMode}'.", nameof(scaleMode)))),
            (_, "triangular") => (One, true),
            (_, "triangular2") => (Halved, true),
            (_, "exp_range") => (step => Math.Pow(gamma, step), false),
            _ => throw new ArgumentException($"mode is 'triangular', 'triangular2' or 'exp_range', not '{mode}'.", nameof(mode)),
        };

    private static double One(double cycle) => 1;

    private static double Halved(double cycle) => 1 / Math.Pow(2, cycle - 1);
}
