using System.Reflection;
using Anneal.Parameters;
using Anneal.Tests.Contracts.Operations;
using Tensor = Anneal.Tensors.Tensor;

namespace Anneal.Tests.Contracts;

/// <summary>What holds for every operation on tensors, found by reflection: a new one is covered before it has a test of its own.</summary>
public class EveryOperationTests
{
    private static readonly Dictionary<string, OperationMethod> _all = OperationMethod.All()
        .Where(method => !OperationTable.NoOperations.ContainsKey(method.Method.Name)).ToDictionary(method => method.Name);

    public static TheoryData<string> Names => [.. _all.Keys];

    [Fact]
    public void There_are_operations() => Assert.True(_all.Count > 20, $"Only {_all.Count} operations were found.");

    [Theory, MemberData(nameof(Names))]
    public void It_is_known_how_to_call_it(string name)
    {
        (List<OperationCase>? cases, string remedy) = Cases(name);
        Assert.True(cases is not null, remedy);
        Assert.True(cases.Exists(one => one.IsSmall) && cases.Exists(one => !one.IsSmall), $"{name} needs a row with few numbers and one with many in {nameof(OperationTable)}.");
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_those_of_central_differences(string name) => Each(name, OperationChecks.Differences, one => one.HasDifferences);

    [Theory, MemberData(nameof(Names))]
    public void Floats_give_what_doubles_give(string name) => Each(name, OperationChecks.Precisions);

    [Theory, MemberData(nameof(Names))]
    public void Two_threads_give_the_bits_of_one(string name) => Each(name, OperationChecks.Threads);

    [Theory, MemberData(nameof(Names))]
    public void Operands_stay_as_they_are(string name) => Each(name, OperationChecks.Operands);

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_two_passes_add_up(string name) => Each(name, OperationChecks.Twice);

    [Theory, MemberData(nameof(Names))]
    public void Operands_may_be_views_or_lie_in_lanes(string name) => Each(name, OperationChecks.Layouts);

    [Theory, MemberData(nameof(Names))]
    public void One_tensor_may_be_several_operands(string name) => Each(name, OperationChecks.Shared, one => one.IsSmall);

    [Theory, MemberData(nameof(Names))]
    public void A_tape_that_did_other_sizes_before_gives_the_same_bits(string name)
    {
        if (Cases(name).Cases is List<OperationCase> cases)
            OperationChecks.Reuse(cases);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_warm_step_allocates_nothing(string name)
    {
        // What is given out as an array is a new one each time.
        if (!_all[name].GivesArrays)
            Each(name, OperationChecks.Allocation);
    }

    [Theory, MemberData(nameof(Names))]
    public void Reading_after_the_step_throws(string name) => Each(name, OperationChecks.Over);

    [Fact]
    public void A_wrong_gradient_is_found()
    {
        OperationMethod method = new(typeof(EveryOperationTests).GetMethod(nameof(Wrong), BindingFlags.Static | BindingFlags.NonPublic)!);
        Assert.Contains("central differences", Assert.ThrowsAny<Exception>(() => OperationCases.Of(method).ForEach(OperationChecks.Differences)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_without_known_arguments_says_how_to_add_them()
    {
        OperationMethod method = new(typeof(EveryOperationTests).GetMethod(nameof(Unknown), BindingFlags.Static | BindingFlags.NonPublic)!);
        Assert.Contains("Add a row", Assert.ThrowsAny<Exception>(() => OperationCases.Of(method)).Message, StringComparison.Ordinal);
    }

    private static Tensor Wrong(Tensor x) => x.Detach() * x;

    private static Tensor Unknown(Tensor x, Uri where) => where is null ? x : x.Exp();

    // Null and what to do where an operation cannot be called.
    private static (List<OperationCase>? Cases, string Remedy) Cases(string name)
    {
        OperationMethod method = _all[name];
        string at = "";
        try
        {
            List<OperationCase> cases = OperationCases.Of(method);
            foreach (OperationCase one in cases)
            {
                at = one.Name;
                one.Call(one.Operands(Precision.Double));
            }

            return (cases, "");
        }
        catch (ArgumentException exception)
        {
            return (null, OperationCases.Remedy(method, $"{at} was refused with '{exception.Message}'."));
        }
        catch (InvalidOperationException exception)
        {
            return (null, exception.Message);
        }
    }

    private static void Each(string name, Action<OperationCase> check, Func<OperationCase, bool>? where = null)
    {
        foreach (OperationCase one in (Cases(name).Cases ?? []).Where(where ?? (_ => true)))
            check(one);
    }
}
