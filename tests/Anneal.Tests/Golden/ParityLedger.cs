using System.Globalization;
using System.Reflection;
using System.Text;
using Anneal.Optimizers;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Golden;

/// <summary>The public ledger: one row per entry of a peer, worked out from the traces.</summary>
internal static class ParityLedger
{
    private static readonly string[] _tables = ["schedules", "optimizers", "averaging", "clipping", "layers", "experiments"];

    /// <summary>Replays all of the project's own traces.</summary>
    public static IReadOnlyList<ParityRow> Rows()
        => [.. GoldenFolder.Files(GoldenFolder.Own)
            .Select(trace => GoldenTests.Replay(GoldenFolder.Own, trace))
            .GroupBy(deviation => (deviation.Dialect, deviation.Folder, deviation.Entry))
            .OrderBy(group => group.Key.Dialect, StringComparer.Ordinal)
            .ThenBy(group => Array.IndexOf(_tables, group.Key.Folder))
            .ThenBy(group => group.Key.Entry, StringComparer.Ordinal)
            .Select(group => ParityRow.Of([.. group]))];

    public static string Write(IReadOnlyList<ParityRow> rows)
    {
        StringBuilder text = new();
        text.Append("""
            # Parity ledger

            How far Anneal is from its peers, worked out from traces that the peers' own code printed (`tests/Anneal.Tests/Golden`). A test replays every
            trace and fails when this page is stale; `ACCEPT=1 ./check` writes it anew. `./check --golden DIR` replays traces of your own.

            For schedules the deviation is the largest over all cases, steps and parameter groups, relative to the rate itself (to the base rate where the
            peer's rounding left less than 1e-15 of it instead of 0); for schedulers that the peer steps by a recursion, which drifts past its minimum, relative to the base rate. A double tells numbers
            apart that differ by 1.1e-16; DJL and the Java chapter compute in single precision, which does at 6e-8.

            For optimizers it is the largest over all weights after every step that the peer printed, and over its state at the end, relative to the value
            (plus 0.01 in float64 and 0.1 in float32): the same rule runs over doubles for the one and over floats for the other. What is allowed
            is what two correct implementations may differ by: Muon's peers iterate in bfloat16, one estimate feeds every step of Prodigy, an objective feeds its errors back.
            For layers it is the largest over values, gradients and buffers of all cases in both precisions, as a share of what is allowed there; the fast kernels serve floats, plain
            loops doubles, and the operations around them are the same. The experiments are whole trainings of 20,000 updates each, compared in their losses, weights on the way and outputs.
            Optimizers of Keras and DJL are offered under their own names too; they are tested against hand-computed numbers, not traces.


            """);
        foreach (IGrouping<string, ParityRow> peer in rows.GroupBy(row => row.Dialect))
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Library(peer.Key)}\n\n");
            foreach (string version in peer.SelectMany(row => row.Peers).Distinct().Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"- {version}\n");
            foreach (IGrouping<string, ParityRow> table in peer.GroupBy(row => row.Folder))
            {
                string heading = table.Key == "schedules" ? "entry | text form | cases | largest deviation" : $"{table.Key} | text form | cases | largest deviation";
                text.Append(CultureInfo.InvariantCulture, $"\n| {heading} | allowed | verdict |\n|---|---|---:|---:|---:|---|\n");
                foreach (ParityRow row in table)
                    text.Append(CultureInfo.InvariantCulture, $"{row.Fixed} {row.Deviations} | {row.Allowed} | {row.Verdict} |\n");
            }

            text.Append('\n');
        }

        text.Append("## Traces that end in their peer's noise\n\nTheir last digits are those of the linear algebra library that the peer ran on, and with another one the peer leaves them too.\n\n| trace | compared | within | because |\n|---|---|---:|---|\n");
        foreach ((string trace, PeerNoise noise) in PeerNoise.All)
            text.Append(CultureInfo.InvariantCulture, $"| {trace} | {(noise.Steps == int.MaxValue ? "to its end" : $"to step {noise.Steps}")} | {noise.Allowed:0e+0} | {noise.Because} |\n");
        text.Append('\n');
        text.Append(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "on-purpose.md")));
        return text.ToString();
    }

    private static string Library(string dialect)
        => typeof(UpdateRule).Assembly.GetTypes().Select(type => type.GetCustomAttribute<DialectAttribute>()).First(attribute => attribute?.Name == dialect)!.Library;
}
