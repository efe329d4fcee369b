namespace Anneal.Tests.Comparing;

/// <summary>Normal numbers for simulations (Box and Muller).</summary>
internal static class Normal
{
    public static double One(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public static double[] Many(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => One(random))];
}
