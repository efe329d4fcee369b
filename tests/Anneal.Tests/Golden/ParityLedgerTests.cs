namespace Anneal.Tests.Golden;

/// <summary>The ledger in docs/ is what the traces say today.</summary>
public class ParityLedgerTests
{
    [Fact]
    public void Ledger_is_what_the_traces_say()
    {
        IReadOnlyList<ParityRow> rows = ParityLedger.Rows();
        if (Expected.Accepting)
            Expected.Write("docs/parity.md", ParityLedger.Write(rows));
        string[] ledger = Expected.Read("docs/parity.md").Split('\n');
        string[] written = ParityLedger.Write(rows).Split('\n');
        // The last digits of sine and power differ between machines: the cells before them must be equal, the deviation must be allowed.
        Assert.Equal(written.Select(Steady), ledger.Select(Steady));
    }

    [Fact]
    public void Every_entry_of_every_peer_has_a_trace()
    {
        var covered = ParityLedger.Rows().Select(row => $"{row.Dialect}:{row.Entry}").ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] missing = [.. Anneal.Schedules.Text.Catalogue.Dialects
            .Select(entry => $"{entry.Dialect}:{entry.Name}")
            .Where(name => !covered.Any(row => Anneal.Schedules.Text.Names.Same(row, name)) && !name.EndsWith("Momentum", StringComparison.Ordinal) && name != "hf:GetScheduler")];
        Assert.True(missing.Length == 0, $"No trace of the peer pins {string.Join(", ", missing)}: add one to Golden/schedules.");
    }

    private static string Steady(string line) => line.Contains(" of the ", StringComparison.Ordinal) && line.StartsWith('|') && line.Contains("equal", StringComparison.Ordinal)
        ? string.Join('|', line.Split('|').Take(4))
        : line;
}
