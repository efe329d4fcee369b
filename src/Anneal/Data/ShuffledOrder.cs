namespace Anneal.Data;

/// <summary>Orders that depend on a seed alone: Fisher and Yates' shuffle over counted random numbers.</summary>
internal static class ShuffledOrder
{
    // What the numbers of a seed are for: the order of an epoch, what happens to an example, the parts of a split.
    public const int Order = 1;
    public const int Augmentation = 2;
    public const int Parts = 3;

    /// <summary>Fills the span with 0, 1, … in shuffled order.</summary>
    public static void Fill(Span<int> order, RandomNumbers random)
    {
        // From the inside out: every number is put where a drawn one stood, which moves to the end.
        for (int i = 0; i < order.Length; i++)
        {
            int drawn = random.Below(i + 1);
            order[i] = order[drawn];
            order[drawn] = i;
        }
    }

    /// <summary>The numbers below a count in two parts drawn by lot, each ascending.</summary>
    public static (int[] First, int[] Second) Split(int count, int first, int seed)
    {
        var order = new int[count];
        Fill(order, new(seed, Parts));
        Array.Sort(order, 0, first);
        Array.Sort(order, first, count - first);
        return (order[..first], order[first..]);
    }
}
