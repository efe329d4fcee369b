using Anneal.Parameters;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>What the checks of every operation cannot guess about one of them; whatever is left out is made from the types.</summary>
/// <param name="Method">The method's name; operators are <c>op_Addition</c> and so on.</param>
internal sealed record OperationRow(string Method)
{
    /// <summary>A parameter that the overload has which is meant; null where the arguments' names tell.</summary>
    public string? Overload { get; init; }

    /// <summary>The operands' shapes in the order of the parameters, the tensor itself first; the last serves all that follow. Null for the usual ones.</summary>
    public Shape[]? Shapes { get; init; }

    /// <summary>From where the operands' numbers are drawn; the last serves all that follow.</summary>
    public Domain[] Domains { get; init; } = [Domain.Any];

    /// <summary>Arguments by the parameters' names; an <see cref="Options"/> is tried one by one, a function is asked before each call.</summary>
    public Dictionary<string, object?> Arguments { get; init; } = [];

    /// <summary>Which optional tensors are given; null for all patterns.</summary>
    public string[]? Given { get; init; }

    /// <summary>Why the gradients are, on purpose, not those of central differences; null where they are.</summary>
    public string? Differs { get; init; }

    /// <summary>How many tensors an argument of many takes.</summary>
    public int Many { get; init; } = 2;
}

/// <summary>Values of an argument that are tried one by one.</summary>
internal sealed record Options(params object?[] Values);
