namespace Anneal.Training.Diagnoses;

/// <summary>Layers whose ReLUs let nothing through any more.</summary>
internal static class DeadRelus
{
    // A tenth of a layer can still carry something; what is left of it rarely does, and healthy layers have few dead units.
    private const double Nearly = 0.9;

    // Where nothing was learned and nothing else explains it, half a layer is suspicious enough.
    private const double Half = 0.5;

    /// <summary>Layers that are dead, all but a tenth of their units; in despair, those that are half dead.</summary>
    public static Finding? In(Signs signs, bool despair = false)
    {
        if (signs.Dead.Count == 0)
            return null;
        double bound = despair ? Half : Nearly;
        (DeadLayer Layer, int Since)[] dead = [.. signs.Dead[^1].Layers
            .Where(layer => layer.Share >= bound)
            .Select(layer => (Layer: layer, Since: Since(signs.Dead, layer.Path, Math.Min(layer.Share, Nearly))))
            // Who is dead wholly, or nearly, and died first, stopped the others.
            .OrderByDescending(one => one.Layer.Share == 1)
            .ThenByDescending(one => one.Layer.Share >= Nearly)
            .ThenBy(one => one.Since)];
        if (dead.Length == 0)
            return null;
        ((DeadLayer layer, int since), int more) = (dead[0], dead.Length - 1);
        int before = AtFirst(signs, layer);
        return new(
            FindingKind.DeadUnits,
            $"{Units(layer)} of the {layer.Name} {(layer.Dead == 1 ? "is" : "are")} zero for every example {When(signs, since)}"
                + $"{(before > 0 && since > 0 ? FormattableString.Invariant($" ({before} from the start)") : "")}"
                + $"{(more == 0 ? "" : $", and so are {(despair ? "half" : "nine tenths")} or more of {Words.Count(more, "further layer")}")}: {Meaning(layer)}.",
            Remedy(signs, layer, since, before),
            [.. signs.Dead[^1].Layers.Select(one => new Figure($"share dead, {one.Name}", one.Share))]);
    }

    // The first look from which on so much of it was dead at every look.
    private static int Since(IReadOnlyList<DeadScan> scans, string path, double share)
    {
        int first = scans.Count - 1;
        while (first > 0 && scans[first - 1].Layers.Any(layer => layer.Path == path && layer.Share >= share))
            first--;
        return scans[first].Epoch;
    }

    private static int AtFirst(Signs signs, DeadLayer layer)
        => signs.Dead[0].Epoch == 0 ? signs.Dead[0].Layers.FirstOrDefault(one => one.Path == layer.Path).Dead : 0;

    private static string Units(DeadLayer layer)
        => layer.Units == 1 ? "The only unit" : layer.Dead == layer.Units ? FormattableString.Invariant($"All {layer.Units} units") : FormattableString.Invariant($"{layer.Dead} of {layer.Units} units");

    // Epochs without a look are nobody's knowledge.
    private static string When(Signs signs, int since)
    {
        if (since == 0)
            return "from the start";
        int before = signs.Dead.Select(scan => scan.Epoch).Where(epoch => epoch < since).DefaultIfEmpty(-1).Max();
        return before == since - 1
            ? FormattableString.Invariant($"since epoch {since}")
            : FormattableString.Invariant($"at least since epoch {since}{(before < 0 ? "" : before == 0 ? ", not yet at the start" : $", not yet after epoch {before}")}");
    }

    private static string Meaning(DeadLayer layer)
        => layer.Dead < layer.Units ? "only the others can pass anything on"
            : layer.IsOutput ? "the network says 0 to everything, and no gradient goes back"
            : "no gradient goes back through it, and what comes after it sees the same for every example";

    private static string Remedy(Signs signs, DeadLayer layer, int since, int before)
    {
        string[] output = layer.IsOutput ? ["leave out the ReLU at the end"] : [];
        // A half-dead layer that was nearly so before the first update is no work of the rate.
        if (since == 0 || (layer.Share < Nearly && before * 2 >= layer.Dead))
            return Remedies.Together(["start with another seed", .. output]);
        // What died in the first epochs died of a beginning that was too rough; a warm-up would not have reached later ones.
        string? warmUp = since <= 2 ? Remedies.WarmUp(signs) : null;
        long begin = (long)(since - 1) * signs.StepsPerEpoch;
        return Remedies.Together([warmUp, Remedies.LowerRate(signs, begin), warmUp is null ? Remedies.Clip(signs, begin) : null, .. output]);
    }
}
