using Anneal.Parameters;

namespace Anneal.Modules.Initial;

/// <summary>A sequence of random numbers of its own for every seed and name, the same on every machine.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014), begun at a hash of seed and name.</remarks>
public sealed class InitialRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;
    private double? _spare;

    /// <summary>A sequence.</summary>
    /// <param name="seed">Where it begins.</param>
    /// <param name="name">Whose it is, for example a parameter's path.</param>
    public InitialRandom(int seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        _state = StableHash.Mix(StableHash.Of(name) + (Golden * (ulong)(uint)seed));
    }

    /// <summary>Uniform, at least 0 and below 1.</summary>
    public double NextDouble()
    {
        _state += Golden;
        return (StableHash.Mix(_state) >> 11) * (1.0 / (1L << 53));
    }

    /// <summary>Normal with mean 0 and deviation 1 (Marsaglia's polar method).</summary>
    public double NextNormal()
    {
        if (_spare is double spare)
        {
            _spare = null;
            return spare;
        }

        while (true)
        {
            double x = (2 * NextDouble()) - 1, y = (2 * NextDouble()) - 1;
            double square = (x * x) + (y * y);
            if (square is >= 1 or 0)
                continue;
            double scale = Math.Sqrt(-2 * Math.Log(square) / square);
            _spare = y * scale;
            return x * scale;
        }
    }
}
