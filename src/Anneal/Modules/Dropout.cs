using Anneal.Parameters;
using Anneal.Tensors;

namespace Anneal.Modules;

/// <summary>Sets numbers to zero at random while the network learns and scales the others by 1/(1 − p); passes everything on when it judges.</summary>
/// <remarks>
/// Srivastava et al. 2014. What falls depends on the seed of the network, the path of this module and how many training passes it has made, which is
/// remembered in <c>calls</c>: a training that goes on from a checkpoint drops what it would have dropped.
/// </remarks>
public sealed class Dropout : Module
{
    // Floats count whole numbers to 2^24; two of them reach further than any training.
    private const double Carry = 1 << 20;

    private readonly double _probability;
    private readonly ModuleBuffer _calls;
    private ulong _seed;

    /// <summary>A dropout.</summary>
    /// <param name="probability">p, the share that falls, from 0 to below 1; default 0.5.</param>
    public Dropout(double probability = 0.5)
    {
        if (!(probability is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A dropout drops a share from 0 to below 1.");
        _probability = probability;
        _calls = RememberPrivately("calls", [2]);
    }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"Dropout({_probability})");

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input, Mode mode)
        => mode is Mode.Evaluation || _probability == 0 ? input : input.Dropout(_probability, _seed, NextCall());

    private protected override void Named(string path, int seed) => _seed = StableHash.Of(path, StableHash.Start + (ulong)(uint)seed);

    private ulong NextCall() => _calls.Numbers.Store.Precision is Precision.Single ? Count(_calls.Numbers.Weights) : Count(_calls.Numbers.WeightsAs<double>());

    private static ulong Count<T>(Span<T> calls)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ulong call = (ulong)double.CreateTruncating(calls[0]) + ((ulong)double.CreateTruncating(calls[1]) * (ulong)Carry);
        calls[0] += T.One;
        if (calls[0] >= T.CreateTruncating(Carry))
            (calls[0], calls[1]) = (T.Zero, calls[1] + T.One);
        return call;
    }
}
