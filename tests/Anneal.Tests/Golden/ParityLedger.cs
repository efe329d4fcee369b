using System.Globalization;
using System.Text;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Golden;

/// <summary>The public ledger: one row per entry of a peer, worked out from the traces.</summary>
internal static class ParityLedger
{
    /// <summary>Replays all of the project's own traces.</summary>
    public static IReadOnlyList<ParityRow> Rows()
        => [.. GoldenFolder.Files(GoldenFolder.Own)
            .Select(trace => GoldenTests.Replay(GoldenFolder.Own, trace))
            .GroupBy(deviation => (deviation.Dialect, deviation.Entry))
            .OrderBy(group => group.Key.Dialect, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Entry, StringComparer.Ordinal)
            .Select(group => ParityRow.Of([.. group]))];

    public static string Write(IReadOnlyList<ParityRow> rows)
    {
        StringBuilder text = new();
        text.Append("""
            # Parity ledger

            How far Anneal is from its peers, worked out from traces that the peers' own code printed (`tests/Anneal.Tests/Golden`). A test replays every
            trace and fails when this page is stale; `ACCEPT=1 ./check` writes it anew. `./check --golden DIR` replays traces of your own.

            The deviation is the largest over all cases, steps and parameter groups, relative to the rate itself (to the base rate where the
            peer's rounding left less than 1e-15 of it instead of 0); for schedulers that the peer steps by a recursion, which drifts past its minimum, relative to the base rate. A double tells numbers
            apart that differ by 1.1e-16; DJL and the Java chapter compute in single precision, which does at 6e-8.


            """);
        foreach (IGrouping<string, ParityRow> peer in rows.GroupBy(row => row.Dialect))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Library(peer.Key)}\n\n");
            foreach (string version in peer.SelectMany(row => row.Peers).Distinct().Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"- {version}\n");
            text.Append("\n| entry | text form | cases | largest deviation | allowed | verdict |\n|---|---|---:|---:|---:|---|\n");
            foreach (ParityRow row in peer)
                text.Append(CultureInfo.InvariantCulture, $"{row.Fixed} {row.Largest:0.0e+0} | {row.Tolerance:0e+0} of {row.RelativeTo} | {row.Verdict} |\n");
            text.Append('\n');
        }

        text.Append(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "on-purpose.md")));
        return text.ToString();
    }

    private static string Library(string dialect)
        => Catalogue.Dialects.First(entry => entry.Dialect == dialect).Library!;
}

/// <summary>One row of the ledger.</summary>
internal sealed record ParityRow(string Dialect, string Entry, int Cases, IReadOnlyList<string> Peers, double Largest, double Tolerance, string RelativeTo)
{
    /// <summary>The cells that do not depend on the machine's last digits.</summary>
    public string Fixed => FormattableString.Invariant($"| {Entry} | `{Dialect}:{Entry}` | {Cases} |");

    public string Verdict => Largest == 0 ? "equal to the last bit" : Largest <= 1e-14 ? "equal to the last digits" : "equal within the tolerance";

    public static ParityRow Of(IReadOnlyList<Deviation> cases)
    {
        Deviation worst = cases.MaxBy(deviation => deviation.Largest / deviation.Tolerance)!;
        if (worst.Largest > worst.Tolerance)
            throw new InvalidDataException($"{worst.Dialect}:{worst.Entry} is off: {worst.Where}");
        return new(worst.Dialect, worst.Entry, cases.Count, [.. cases.Select(deviation => deviation.Peer).Distinct()], worst.Largest, worst.Tolerance, worst.RelativeTo);
    }
}
