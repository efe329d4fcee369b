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
        ulong hash = 14695981039346656037;
        foreach (char unit in name)
            hash = (hash ^ unit) * 1099511628211;
        _state = Mixed(hash + (Golden * (ulong)(uint)seed));
    }

    /// <summary>Uniform, at least 0 and below 1.</summary>
    public double NextDouble()
    {
        _state += Golden;
        return (Mixed(_state) >> 11) * (1.0 / (1L << 53));
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

    private static ulong Mixed(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
