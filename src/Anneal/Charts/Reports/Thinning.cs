namespace Anneal.Charts.Reports;

/// <summary>Chooses the points of long curves that a picture needs: of each stretch the lowest, the highest, and a gap where there is one.</summary>
internal static class Thinning
{
    /// <summary>The positions to keep, ascending: all of them where they are no more than <paramref name="most"/>.</summary>
    /// <param name="curves">Curves of one length, thinned together so that they keep common positions.</param>
    /// <param name="most">At most about so many.</param>
    /// <param name="always">Positions to keep in any case; negative ones are none.</param>
    public static int[] Kept(double[][] curves, int most, int[] always)
    {
        int count = curves[0].Length;
        if (count <= most) return [.. Enumerable.Range(0, count)];
        SortedSet<int> kept = [0, count - 1, .. always.Where(i => i >= 0)];
        foreach (Range stretch in Stretches(curves, most))
        {
            (int first, int length) = stretch.GetOffsetAndLength(count);
            foreach (double[] curve in curves) Add(kept, curve, first, first + length);
        }

        return [.. kept];
    }

    /// <summary>As many stretches of equal length as leave at most so many points.</summary>
    public static Range[] Stretches(double[][] curves, int most)
    {
        long count = curves[0].Length;
        int perStretch = curves.Sum(curve => curve.All(double.IsFinite) ? 2 : 3);
        long stretches = Math.Clamp((most - 2) / perStretch, 1, Math.Max(1, count));
        return [.. Enumerable.Range(0, (int)stretches).Select(i => (int)(i * count / stretches)..(int)((i + 1) * count / stretches))];
    }

    private static void Add(SortedSet<int> kept, double[] curve, int first, int end)
    {
        (int low, int high, int gap) = (-1, -1, -1);
        for (int i = first; i < end; i++)
        {
            if (!double.IsFinite(curve[i])) gap = gap < 0 ? i : gap;
            else if (low < 0) low = high = i;
            else if (curve[i] < curve[low]) low = i;
            else if (curve[i] > curve[high]) high = i;
        }

        foreach (int i in (ReadOnlySpan<int>)[low, high, gap])
            if (i >= 0) kept.Add(i);
    }
}
