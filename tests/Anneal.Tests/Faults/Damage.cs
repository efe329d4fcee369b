namespace Anneal.Tests.Faults;

/// <summary>Damages files as disks, cables, editors and people do.</summary>
internal static class Damage
{
    private const int Longest = 64;
    private const string Marks = "0123456789-+.eE[]{},:;\"'\n\t #&*!|>%@";

    /// <summary>A copy with one to three faults; now and then it is what it was.</summary>
    /// <param name="whole">At least one byte.</param>
    /// <param name="random">Decides about all of it.</param>
    /// <param name="head">Bytes at the beginning that have more to go wrong than the rest: half of the faults are there.</param>
    public static byte[] Of(byte[] whole, int head, Random random)
    {
        byte[] copy = whole;
        for (int faults = random.Next(1, 4); faults > 0 && copy.Length > 0; faults--)
            copy = Once(copy, head, random);
        return copy;
    }

    private static byte[] Once(byte[] whole, int head, Random random)
    {
        byte[] copy = [.. whole];
        int at = random.Next(2) == 0 ? random.Next(Math.Min(head, whole.Length)) : random.Next(whole.Length);
        int length = random.Next(1, 1 + Math.Min(Longest, whole.Length - at));
        switch (random.Next(10))
        {
            case 0:
                return copy[..random.Next(whole.Length)];
            case 1:
                return [.. copy[..(at + length)], .. copy[at..]];
            case 2:
                return [.. copy[..at], .. copy[(at + length)..]];
            case 3:
                random.NextBytes(copy.AsSpan(at, length));
                return copy;
            case 4:
                copy.AsSpan(at, length).Clear();
                return copy;
            case 5:
                copy.AsSpan(at, length).Fill(255);
                return copy;
            case 6:
                // A sector of another place, as a broken file system leaves it.
                whole.AsSpan(random.Next(whole.Length - length + 1), length).CopyTo(copy.AsSpan(at));
                return copy;
            case 7:
                // Digits and punctuation make the nastiest changes of text.
                copy[at] = (byte)Marks[random.Next(Marks.Length)];
                return copy;
            default:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
        }
    }
}
