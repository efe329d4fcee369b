namespace Anneal.Training.Diagnoses;

/// <summary>Layers whose ReLUs let nothing through any more.</summary>
internal static class DeadRelus
{
    // A tenth of a layer can still carry something; what is left of it rarely does, and healthy layers have few dead units.
    private const double Share = 0.9;

    public static Finding? In(Signs signs)
    {
        if (signs.Dead.Count == 0)
            return null;
        (DeadLayer Layer, int Since)[] dead = [.. signs.Dead[^1].Layers
            .Where(IsDead)
            .Select(layer => (Layer: layer, Since: Since(signs.Dead, layer.Path)))
            // Who died first, and wholly, stopped the others.
            .OrderByDescending(one => one.Layer.Share == 1)
            .ThenBy(one => one.Since)];
        if (dead.Length == 0)
            return null;
        ((DeadLayer layer, int since), int more) = (dead[0], dead.Length - 1);
        return new(
            FindingKind.DeadUnits,
            $"{Units(layer)} of the {layer.Name} {(layer.Dead == 1 ? "is" : "are")} zero for every example {When(signs, since)}{(more == 0 ? "" : $", and so are at least nine of ten units of {Words.Count(more, "further layer")}")}: {Meaning(layer)}.",
            Remedy(signs, layer, since),
            [.. signs.Dead[^1].Layers.Select(one => new Figure($"share dead, {one.Name}", one.Share))]);
    }

    private static bool IsDead(DeadLayer layer) => layer.Share >= Share;

    // The first look from which on it never came back.
    private static int Since(IReadOnlyList<DeadScan> scans, string path)
    {
        int first = scans.Count - 1;
        while (first > 0 && scans[first - 1].Layers.Any(layer => layer.Path == path && IsDead(layer)))
            first--;
        return scans[first].Epoch;
    }

    private static string Units(DeadLayer layer)
        => layer.Units == 1 ? "The only unit" : layer.Dead == layer.Units ? FormattableString.Invariant($"All {layer.Units} units") : FormattableString.Invariant($"{layer.Dead} of {layer.Units} units");

    // Without a look before training nobody knows whether the first epoch killed what was dead after it.
    private static string When(Signs signs, int since)
        => since == 0 ? "from the start" : FormattableString.Invariant($"{(signs.Dead[0].Epoch == since && since > 1 ? "at least since" : "since")} epoch {since}");

    private static string Meaning(DeadLayer layer)
        => layer.Dead < layer.Units ? "what comes before it learns through the few that are left"
            : layer.IsOutput ? "the network says 0 to everything, and no gradient goes back"
            : "no gradient goes back through it, and what comes after it sees the same for every example";

    private static string Remedy(Signs signs, DeadLayer layer, int since)
    {
        string[] output = layer.IsOutput ? ["leave out the ReLU at the end"] : [];
        if (since == 0)
            return Remedies.Together(["start with another seed", .. output]);
        // What died in the first epochs died of a beginning that was too rough; a warm-up would not have reached later ones.
        string? warmUp = since <= 2 ? Remedies.WarmUp(signs) : null;
        return Remedies.Together([warmUp, Remedies.LowerRate(signs, since), warmUp is null ? Remedies.Clip(signs, (long)(since - 1) * signs.StepsPerEpoch) : null, .. output]);
    }
}
