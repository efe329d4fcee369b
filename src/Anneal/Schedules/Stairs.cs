namespace Anneal.Schedules;

/// <summary>Which stair of an ascending list of steps is reached.</summary>
internal static class Stairs
{
    /// <summary>How many of the ascending milestones lie at or before the step.</summary>
    public static int Passed(ReadOnlySpan<long> milestones, long step)
    {
        if (milestones.Length <= 8)
        {
            int count = 0;
            while (count < milestones.Length && milestones[count] <= step)
                count++;
            return count;
        }

        int low = 0, high = milestones.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (milestones[middle] <= step)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
