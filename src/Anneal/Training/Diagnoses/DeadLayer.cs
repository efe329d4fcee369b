namespace Anneal.Training.Diagnoses;

/// <summary>A ReLU, and how many of its units are zero for every example.</summary>
/// <param name="Path">Where it stands in the network; with <c>#2</c>, <c>#3</c>, … for the second and further ones of one module.</param>
/// <param name="Behind">The layer with weights that computed last before it, <c>Linear(120, 84) '9'</c>; empty when there is none.</param>
/// <param name="Units">Channels of an image [batch, channels, height, width], otherwise numbers in the last size.</param>
/// <param name="Dead">Units that are zero at every position of every example.</param>
/// <param name="IsOutput">Whether what it gives is what the network gives.</param>
public readonly record struct DeadLayer(string Path, string Behind, int Units, int Dead, bool IsOutput)
{
    /// <summary>Dead / units.</summary>
    public double Share => Units == 0 ? 0 : (double)Dead / Units;

    /// <summary><c>ReLU '10' behind Linear(120, 84) '9': 84 of 84 units dead</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Dead} of {Units} units dead");

    internal string Name => $"ReLU{(Path.Length == 0 ? "" : $" '{Path}'")}{(Behind.Length == 0 ? "" : $" behind {Behind}")}";
}

/// <summary>What a look at all ReLUs found.</summary>
/// <param name="Epoch">Epochs of training that were over; 0 before the first.</param>
/// <param name="Layers">The ReLUs in the order in which they compute.</param>
public sealed record DeadScan(int Epoch, IReadOnlyList<DeadLayer> Layers);
