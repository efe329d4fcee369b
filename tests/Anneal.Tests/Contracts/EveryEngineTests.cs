namespace Anneal.Tests.Contracts;

/// <summary>The engine on machines with narrower vectors, or without any: this program runs its own tests with fewer.</summary>
public class EveryEngineTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public Task Operations_and_models_are_right_with_narrower_vectors(string setting)
        => OwnProgram.Run(["*EveryOperationTests.Floats_give_what_doubles_give", "*EveryOperationTests.Two_threads_give_the_bits_of_one", "*ImageOperationTests*", "*ModelTests*"], (setting, "0"));
}
