namespace Anneal.Tests.Golden;

/// <summary>One row of the ledger.</summary>
internal sealed record ParityRow(string Dialect, string Folder, string Entry, IReadOnlyList<Deviation> Cases)
{
    /// <summary>The cells that do not depend on the machine's last digits.</summary>
    public string Fixed => FormattableString.Invariant($"| {Entry} | {(Folder is "schedules" or "optimizers" ? $"`{Dialect}:{Entry}`" : "in code")} | {Cases.Count} |");

    public IEnumerable<string> Peers => Cases.Select(deviation => deviation.Peer).Distinct();

    public string Deviations => string.Join(", ", Worst.Select(worst => FormattableString.Invariant($"{worst.Largest:0.0e+0}{Precision(worst)}")));

    public string Allowed => $"{string.Join(", ", Worst.Select(worst => FormattableString.Invariant($"{worst.Tolerance:0e+0}")))} of {Worst[0].RelativeTo}";

    public string Verdict => Cases.Any(deviation => deviation.EndsInNoise) ? "as equal as the peer is to itself, see below" : Largest == 0 ? "equal to the last bit" : Worst.All(worst => worst.Largest <= (worst.IsFloat ? 1e-6 : 1e-14)) ? "equal to the last digits" : "equal within the tolerance";

    private double Largest => Cases.Max(deviation => deviation.Largest);

    /// <summary>The case nearest to its tolerance, in each precision.</summary>
    private Deviation[] Worst => [.. Cases.GroupBy(deviation => deviation.IsFloat).OrderBy(group => group.Key).Select(group => group.MaxBy(deviation => deviation.Largest / deviation.Tolerance)!)];

    public static ParityRow Of(IReadOnlyList<Deviation> cases)
    {
        Deviation worst = cases.MaxBy(deviation => deviation.Largest / deviation.Tolerance)!;
        if (worst.Largest > worst.Tolerance)
            throw new InvalidDataException($"{worst.Dialect}:{worst.Entry} is off: {worst.Where}");
        return new(worst.Dialect, worst.Folder, worst.Entry, cases);
    }

    private string Precision(Deviation worst) => Folder is "schedules" or "layers" ? "" : worst.IsFloat ? " (float32)" : " (float64)";
}
