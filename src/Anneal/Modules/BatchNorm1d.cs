namespace Anneal.Modules;

/// <summary>Batch norm of [batch, channels] or [batch, channels, length]; see <see cref="BatchNorm"/>.</summary>
/// <param name="features">Channels.</param>
/// <param name="epsilon">Added to the variance; default 1e-5.</param>
/// <param name="momentum">Share of the new batch in the running values; default 0.1, null for the mean over all batches.</param>
/// <param name="affine">Whether it scales and shifts; default true.</param>
/// <param name="track">Whether it keeps running values; without them evaluation too uses the batch. Default true.</param>
public sealed class BatchNorm1d(int features, double epsilon = 1e-5, double? momentum = 0.1, bool affine = true, bool track = true)
    : BatchNorm(features, epsilon, momentum, affine, track)
{
    private protected override bool Takes(int rank) => rank is 2 or 3;
}
