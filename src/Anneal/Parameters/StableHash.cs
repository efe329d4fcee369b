namespace Anneal.Parameters;

/// <summary>A hash of text that is the same in every process and on every machine, so that it may be saved or seed something.</summary>
internal static class StableHash
{
    public const ulong Start = 14695981039346656037;

    /// <summary>FNV-1a over the text's 16-bit units.</summary>
    public static ulong Of(string text, ulong from = Start)
    {
        foreach (char unit in text)
            from = (from ^ unit) * 1099511628211;
        return from;
    }

    /// <summary>Bits of which each depends on all of a number's: the last part of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
