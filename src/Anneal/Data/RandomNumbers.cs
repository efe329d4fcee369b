using Anneal.Parameters;

namespace Anneal.Data;

/// <summary>Random numbers that are a pure function of a seed, of what they are for, and of how many were drawn: nothing of them needs to be saved.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood 2014) from a start that mixes the seed with the keys. Not for secrets.</remarks>
public struct RandomNumbers
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>The stream of a seed for a purpose.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="keys">What the numbers are for, as epoch and example; other keys, or the same in another order, give another stream.</param>
    public RandomNumbers(int seed, params ReadOnlySpan<int> keys)
    {
        _state = StableHash.Mix((uint)seed + Golden);
        foreach (int key in keys)
            _state = StableHash.Mix(_state ^ (((uint)key + 1) * Golden));
    }

    /// <summary>64 bits.</summary>
    public ulong Next() => StableHash.Mix(_state += Golden);

    /// <summary>A whole number from 0 to <paramref name="limit"/> − 1, each as likely as the others.</summary>
    /// <param name="limit">At least 1.</param>
    /// <remarks>Lemire 2019: the upper half of a product, drawn again in the few cases that would favour some numbers.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public int Below(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ulong product = (Next() >> 32) * (ulong)limit;
        if ((uint)product < (uint)limit)
        {
            uint unfair = (uint)-limit % (uint)limit;
            while ((uint)product < unfair)
                product = (Next() >> 32) * (ulong)limit;
        }

        return (int)(product >> 32);
    }

    /// <summary>A number from 0 to below 1, a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));
}
