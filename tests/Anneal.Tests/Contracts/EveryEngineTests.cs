namespace Anneal.Tests.Contracts;

/// <summary>The engine on machines with narrower vectors, or without any: this program runs its own tests with fewer.</summary>
public class EveryEngineTests
{
    private static readonly string[] _operations = ["*EveryOperationTests.Floats_give_what_doubles_give", "*ImageOperationTests*"];

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public Task Operations_and_models_are_right_with_narrower_vectors(string setting)
        => OwnProgram.Run([.. _operations, "*EveryOperationTests.Two_threads_give_the_bits_of_one", "*ModelTests*"], (setting, "0"));

    // Without any vectors whole models take minutes.
    [Fact]
    public Task Operations_are_right_without_vectors() => OwnProgram.Run(_operations, ("DOTNET_EnableHWIntrinsic", "0"));
}
