namespace Anneal.Tests;

/// <summary>What an action allocates each time.</summary>
internal static class Allocated
{
    /// <summary>Bytes of so many turns once it is warm; the least of several rounds, because the runtime allocates now and then while it compiles.</summary>
    public static long Bytes(Action action, int turns = 20)
    {
        for (int i = 0; i < 3; i++)
            action();
        long least = long.MaxValue;
        for (int round = 0; round < 6 && least > 0; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < turns; i++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
