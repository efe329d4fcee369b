using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Anneal.Optimizers;
using Anneal.Tests.Contracts.Rules;

namespace Anneal.Tests.Contracts;

/// <summary>Every rule ends at the same bits whatever vectors the machine has: this program runs itself with fewer.</summary>
public class EveryMachineTests
{
    private const string Destination = "ANNEAL_TESTS_WEIGHTS";

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task Narrower_vectors_or_none_change_no_bit(string setting)
    {
        string file = Path.GetTempFileName();
        await OwnProgram.Run([$"{typeof(EveryMachineTests).FullName}.{nameof(Weights_are_numbers)}"], (Destination, file), (setting, "0"));
        string[] narrow = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        File.Delete(file);
        Assert.Equal(Ends().Select(end => $"{end.Name}: {end.Hash}"), narrow);
    }

    [Fact]
    public void Weights_are_numbers()
    {
        (string Name, string Hash, bool Finite)[] ends = [.. Ends()];
        Assert.All(ends, end => Assert.True(end.Finite, end.Name));
        if (Environment.GetEnvironmentVariable(Destination) is string file)
            File.WriteAllLines(file, ends.Select(end => $"{end.Name}: {end.Hash}"));
    }

    // Odd sizes, so that no vector comes out even; some rules again with their state packed.
    private static IEnumerable<(string Name, string Hash, bool Finite)> Ends()
    {
        foreach ((string name, UpdateRule rule) in AllRules.Variants)
        {
            yield return End<float>(name, rule);
            yield return End<double>($"{name} in double", rule);
            if (rule is Adam or Lion or RmsProp { Centered: false })
            {
                yield return End<float>($"{name} as BFloat16", rule with { StatePrecision = StatePrecision.BFloat16 });
                yield return End<float>($"{name} as Block8", rule with { StatePrecision = StatePrecision.Block8 });
            }
        }
    }

    private static (string Name, string Hash, bool Finite) End<T>(string name, UpdateRule rule)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Course<T> course = new(rule with { LearningRate = 0.01, WeightDecay = 0.01 }, ("a", [13, 7]), ("b", [19, 3]));
        course.Run(4);
        T[] weights = course.Weights();
        return (name, Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(weights.AsSpan()))), Array.TrueForAll(weights, T.IsFinite));
    }
}
