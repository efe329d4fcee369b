using System.Reflection;
using Anneal.Parameters;

namespace Anneal.Tests.Contracts.Operations;

/// <summary>What the checks of every operation cannot guess: shapes that must fit each other, domains, arguments with a meaning.</summary>
internal static class OperationTable
{
    /// <summary>Public methods that give a tensor and compute nothing, and why.</summary>
    public static readonly Dictionary<string, string> NoOperations = new()
    {
        ["KeepGradient"] = "gives the tensor itself",
        ["Detach"] = "exists to let no gradient through",
    };

    private static readonly OperationRow[] _own =
    [
        new("Log") { Domains = [Domain.Positive] },
        new("Log2") { Domains = [Domain.Positive] },
        new("Log10") { Domains = [Domain.Positive] },
        new("Log1p") { Domains = [Domain.Positive] },
        new("Sqrt") { Domains = [Domain.Positive] },
        new("ReciprocalSqrt") { Domains = [Domain.Positive] },
        new("Rsqrt") { Domains = [Domain.Positive] },
        new("Pow") { Domains = [Domain.Positive] },
        new("Power") { Domains = [Domain.Positive] },
        new("Asin") { Domains = [Domain.Inner] },
        new("Acos") { Domains = [Domain.Inner] },
        new("Atanh") { Domains = [Domain.Inner] },
        new("Logit") { Domains = [Domain.Unit] },
        new("BinaryCrossEntropy") { Domains = [Domain.Unit] },
        new("Clamp") { Arguments = { ["minimum"] = -0.5, ["maximum"] = 0.7 } },
        new("Clamp") { Arguments = { ["min"] = -0.5, ["max"] = 0.7 } },
        new("Clamp") { Arguments = { ["from"] = -0.5, ["to"] = 0.7 } },

        new("Dropout") { Arguments = { ["probability"] = new Options(0.3, 0.0, 0.8), ["call"] = new Options(0ul, 3ul) } },
        new("CrossEntropy") { Shapes = [[5, 4], [4]], Given = [], Arguments = { ["labels"] = new[] { 3, 0, 1, 1, 2 }, ["ignoreIndex"] = new Options(-100, 1), ["labelSmoothing"] = new Options(0.0, 0.2) } },
        new("CrossEntropy") { Shapes = [[5, 4], [4]], Given = ["weight"], Domains = [Domain.Any, Domain.Constant], Arguments = { ["labels"] = new[] { 3, 0, 1, 1, 2 }, ["labelSmoothing"] = new Options(0.0, 0.2) } },
        new("CrossEntropy") { Shapes = [[3, 4, 2]], Given = [], Arguments = { ["labels"] = new[] { 3, 0, 1, 1, 2, 3 } } },
        new("CrossEntropy") { Shapes = [[131, 37]], Given = [], Arguments = { ["labels"] = Enumerable.Range(0, 131).Select(i => i * i % 37).ToArray() } },
        new("CrossEntropy") { Overload = "probabilities", Shapes = [[5, 4], [5, 4], [4]], Given = [], Domains = [Domain.Any, Domain.Unit, Domain.Constant], Arguments = { ["labelSmoothing"] = new Options(0.0, 0.2) } },
        new("CrossEntropy") { Overload = "probabilities", Shapes = [[61, 37], [61, 37], [37]], Given = ["weight"], Domains = [Domain.Any, Domain.Unit, Domain.Constant], Arguments = { ["labelSmoothing"] = 0.1 } },
        new("NegativeLogLikelihood") { Shapes = [[5, 4]], Given = [], Arguments = { ["labels"] = new[] { 3, 0, 1, 1, 2 }, ["ignoreIndex"] = new Options(-100, 1) } },
        new("NegativeLogLikelihood") { Shapes = [[5, 4], [4]], Given = ["weight"], Domains = [Domain.Any, Domain.Constant], Arguments = { ["labels"] = new[] { 3, 0, 1, 1, 2 } } },
        new("NegativeLogLikelihood") { Shapes = [[131, 37]], Given = [], Arguments = { ["labels"] = Enumerable.Range(0, 131).Select(i => i * i % 37).ToArray() } },
        new("BinaryCrossEntropyWithLogits") { Shapes = [[3, 4], [3, 4]], Given = [], Domains = [Domain.Any, Domain.Unit] },
        new("BinaryCrossEntropyWithLogits") { Shapes = [[3, 4], [3, 4], [4]], Given = ["positiveWeight"], Domains = [Domain.Any, Domain.ConstantUnit] },
        new("BinaryCrossEntropyWithLogits") { Shapes = [[3, 4], [3, 4], [3, 1]], Given = ["weight"], Domains = [Domain.Any, Domain.ConstantUnit] },
        new("BinaryCrossEntropyWithLogits") { Shapes = [[61, 37], [61, 37], [37], [61, 1]], Given = ["positiveWeight", "weight"], Domains = [Domain.Any, Domain.ConstantUnit] },

        new("MatMul") { Shapes = [[2, 3], [3, 4]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[3, 2], [3, 4]], Arguments = { ["transposeLeft"] = true, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[2, 3], [4, 3]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = true } },
        new("MatMul") { Shapes = [[3, 2], [4, 3]], Arguments = { ["transposeLeft"] = true, ["transposeRight"] = true } },
        new("MatMul") { Shapes = [[2, 3, 2], [2, 4]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[2, 2, 3], [2, 4]], Arguments = { ["transposeLeft"] = true, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[3, 2], [2, 1, 2, 3]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[4], [4]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[4], [2, 4, 3]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[37, 65], [65, 51]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = false } },
        new("MatMul") { Shapes = [[18, 17, 33], [18, 19, 33]], Arguments = { ["transposeLeft"] = false, ["transposeRight"] = true } },
        new("Linear") { Shapes = [[2, 3], [4, 3], [4]] },
        new("Linear") { Shapes = [[3], [4, 3], [4]] },
        new("Linear") { Shapes = [[2, 3, 5], [2, 5], [2]] },
        new("Linear") { Shapes = [[65, 67], [35, 67], [35]] },

        new("Reshape") { Shapes = [[2, 3, 4]], Arguments = { ["sizes"] = new Options(new[] { 6, 4 }, new[] { 4, -1 }, new[] { 24 }) } },
        new("Reshape") { Shapes = [[18, 5, 7]], Arguments = { ["sizes"] = new Options(new[] { 90, 7 }) } },
        new("Expand") { Shapes = [[3, 1]], Arguments = { ["shape"] = new Options(Shape.Of([3, 4]), Shape.Of([2, 3, 2])) } },
        new("Expand") { Shapes = [[1, 3]], Arguments = { ["shape"] = new Options(Shape.Of([4, 3]), Shape.Of([2, 2, 3])) } },
        new("Expand") { Shapes = [[]], Arguments = { ["shape"] = Shape.Of([2, 3]) } },
        new("Expand") { Shapes = [[17, 1, 37]], Arguments = { ["shape"] = Shape.Of([2, 17, 9, 37]) } },
        new("Permute") { Shapes = [[2, 3, 4]], Arguments = { ["dimensions"] = new Options(new[] { 2, 0, 1 }, new[] { 1, 0, 2 }, new[] { 0, -1, 1 }, new[] { 0, 1, 2 }) } },
        new("Permute") { Shapes = [[2, 3, 2, 3]], Arguments = { ["dimensions"] = new Options(new[] { 3, 1, 2, 0 }, new[] { 0, 2, 1, 3 }, new[] { 2, 3, 0, 1 }) } },
        new("Permute") { Shapes = [[19, 37, 5, 3]], Arguments = { ["dimensions"] = new Options(new[] { 3, 1, 2, 0 }, new[] { 0, 2, 1, 3 }, new[] { 1, 0, 3, 2 }) } },
        new("Transpose") { Shapes = [[2, 3, 4]], Arguments = { ["first"] = new Options(-2, 0), ["second"] = new Options(-1, 2, 1) } },
        new("Transpose") { Shapes = [[61, 67]], Arguments = { ["first"] = 0, ["second"] = 1 } },
        new("Slice") { Shapes = [[4, 3, 5]], Arguments = { ["dimension"] = new Options(0, 1, -1), ["from"] = 1, ["to"] = new Options(3, 2, 1), ["step"] = 1 } },
        new("Slice") { Shapes = [[5, 5]], Arguments = { ["dimension"] = new Options(0, 1), ["from"] = new Options(0, 1), ["to"] = 5, ["step"] = new Options(2, 3, 7) } },
        new("Slice") { Shapes = [[19, 7, 23]], Arguments = { ["dimension"] = new Options(0, 1, 2), ["from"] = 1, ["to"] = 6, ["step"] = new Options(1, 2) } },
        new("Split") { Shapes = [[3, 4]], Arguments = { ["dimension"] = new Options(1, -1), ["sizes"] = new[] { 1, 3 } } },
        new("Split") { Shapes = [[23, 41, 3]], Arguments = { ["dimension"] = 0, ["sizes"] = new[] { 4, 19 } } },
        new("get_Item") { Shapes = [[4, 5]], Arguments = { ["index"] = new Options((Index)1, ^1) } },
        new("get_Item") { Shapes = [[7, 131, 5]], Arguments = { ["index"] = ^2 } },
        new("get_Item") { Shapes = [[5, 3]], Arguments = { ["range"] = new Options(1..3, ^2.., 2..2) } },
        new("get_Item") { Shapes = [[7, 131, 5]], Arguments = { ["range"] = 1..6 } },
        new("Squeeze") { Shapes = [[2, 1, 3]], Arguments = { ["dimension"] = new Options(1, -2) } },
        new("Squeeze") { Shapes = [[1, 61, 1, 37]], Arguments = { ["dimension"] = new Options(0, 2) } },
        new("Unsqueeze") { Arguments = { ["dimension"] = new Options(0, 1, -1) } },
        new("Flatten") { Arguments = { ["from"] = new Options(0, 1, -1) } },
        new("Concatenate") { Shapes = [[2, 3], [2, 4]], Arguments = { ["dimension"] = new Options(1, -1) } },
        new("Concatenate") { Shapes = [[2, 3]], Arguments = { ["dimension"] = new Options(0, 1) }, Many = 5 },
        new("Concatenate") { Shapes = [[2, 3]], Many = 1 },
        new("Concatenate") { Shapes = [[18, 7, 11], [18, 5, 11], [18, 1, 11]], Arguments = { ["dimension"] = 1 }, Many = 3 },
        new("Stack") { Shapes = [[2, 3]], Arguments = { ["dimension"] = new Options(0, 1, -1) }, Many = 3 },
        new("Stack") { Shapes = [[41, 37]], Arguments = { ["dimension"] = new Options(0, 1, 2) } },
        new("Lookup") { Shapes = [[5, 3]], Arguments = { ["rows"] = new[] { 4, 0, 4, 2 }, ["shape"] = new Options(Shape.Of([2, 2]), Shape.Of([4])), ["average"] = false } },
        new("Lookup") { Shapes = [[5, 3]], Arguments = { ["rows"] = new[] { 4, 0, 4, 2 }, ["shape"] = Shape.Of([4]), ["padding"] = new Options(2, 4), ["average"] = new Options(false, true) }, Differs = "some entries get no gradient or less" },
        new("Lookup") { Shapes = [[37, 61]], Arguments = { ["rows"] = Enumerable.Range(0, 66).Select(i => i * i % 37).ToArray(), ["shape"] = Shape.Of([22, 3]), ["average"] = false } },
        new("Lookup") { Shapes = [[4, 2, 3]], Arguments = { ["rows"] = new[] { 1, 0, 1 } } },
        new("Lookup") { Shapes = [[61, 7, 11]], Arguments = { ["rows"] = new[] { 60, 0, 33, 60 } } },
        new("LayerNorm") { Shapes = [[3, 5], [5]], Arguments = { ["dimensions"] = 1, ["epsilon"] = new Options(1e-5, 0.1) } },
        new("LayerNorm") { Shapes = [[2, 3, 2], [3, 2]], Arguments = { ["dimensions"] = 2 } },
        new("LayerNorm") { Shapes = [[601, 67], [67]], Arguments = { ["dimensions"] = 1 } },
        new("LayerNorm") { Shapes = [[3, 1031], [1031]], Arguments = { ["dimensions"] = 1 } },

        new("ScaledDotProductAttention") { Shapes = [[2, 3, 4], [2, 5, 4], [2, 5, 3]], Given = [], Arguments = { ["causal"] = new Options(false, true), ["scale"] = new Options(null, 1.3, -0.4) } },
        new("ScaledDotProductAttention") { Shapes = [[3, 4], [5, 4], [5, 3], [3, 5]], Given = ["mask"], Domains = [Domain.Any, Domain.Any, Domain.Any, Domain.Mask], Arguments = { ["causal"] = new Options(false, true) } },
        new("ScaledDotProductAttention") { Shapes = [[2, 3, 4], [1, 5, 4], [5, 3], [3, 1]], Given = ["bias"] },
        new("ScaledDotProductAttention") { Shapes = [[2, 2, 3, 2], [2, 2, 4, 2], [2, 2, 4, 3], [2, 1, 1, 4], [2, 3, 4]], Given = ["mask", "bias"], Domains = [Domain.Any, Domain.Any, Domain.Any, Domain.Mask, Domain.Any], Arguments = { ["causal"] = new Options(false, true) } },
        new("ScaledDotProductAttention") { Shapes = [[3, 4], [3, 4], [3, 4]], Given = [] },
        new("ScaledDotProductAttention") { Shapes = [[19, 37, 17], [19, 41, 17], [19, 41, 5], [37, 41], [19, 1, 41]], Given = ["mask", "bias"], Domains = [Domain.Any, Domain.Any, Domain.Any, Domain.Mask, Domain.Any], Arguments = { ["causal"] = new Options(false, true) } },
        new("MultiHeadAttention") { Shapes = [[2, 3, 4], [2, 5, 4], [2, 5, 6]], Given = [], Arguments = { ["heads"] = new Options(2, 1), ["causal"] = new Options(false, true) } },
        new("MultiHeadAttention") { Shapes = [[2, 3, 4], [2, 3, 4], [2, 3, 4], [2, 1, 1, 3], [2, 3, 3]], Given = ["mask", "bias"], Domains = [Domain.Any, Domain.Any, Domain.Any, Domain.Mask, Domain.Any], Arguments = { ["heads"] = 2 } },
        new("MultiHeadAttention") { Shapes = [[18, 23, 30], [18, 33, 30], [18, 33, 12]], Given = [], Arguments = { ["heads"] = 6 } },
        new("SelfAttention") { Shapes = [[2, 3, 12]], Given = [], Arguments = { ["heads"] = new Options(2, 1, 4), ["causal"] = new Options(false, true), ["scale"] = new Options(null, 0.8) } },
        new("SelfAttention") { Shapes = [[2, 3, 12], [3, 3]], Given = ["mask"], Domains = [Domain.Any, Domain.Mask], Arguments = { ["heads"] = 2 } },
        new("SelfAttention") { Shapes = [[2, 3, 12], [2, 1, 3]], Given = ["bias"], Arguments = { ["heads"] = 2 } },
        new("SelfAttention") { Shapes = [[18, 35, 48], [1, 4, 35, 35]], Given = ["bias"], Arguments = { ["heads"] = 4, ["causal"] = new Options(false, true) } },

        new("To") { Arguments = { ["precision"] = Precision.Double } },
    ];

    /// <summary>A row for each way to call an operation that needs more than its types say, those of this table and of the operations' own tests; all are tried.</summary>
    public static readonly OperationRow[] Rows =
    [
        .. _own,
        .. typeof(OperationTable).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IOperationRows)))
            .SelectMany(type => ((IOperationRows)Activator.CreateInstance(type)!).Rows),
    ];

    /// <summary>What a parameter usually takes, by its type and name; null where that is not known.</summary>
    public static object?[]? ByParameter(ParameterInfo parameter, Shape[] shapes)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (type == typeof(bool))
            return [false, true];
        if (type.IsEnum)
            return [.. Enum.GetValues(type).Cast<object>()];
        int rank = shapes[0].Rank;
        return (type.Name, parameter.Name) switch
        {
            ("Int32", "dimension" or "axis") when !parameter.HasDefaultValue => [.. new[] { 0, -1, 1 }.Where(dimension => dimension < rank && dimension >= -rank).Cast<object>()],
            ("Int32", "dimension" or "axis") => [parameter.DefaultValue, .. new[] { 0, 1 }.Where(dimension => dimension < rank).Cast<object>()],
            ("ReadOnlySpan`1", "dimensions" or "axes") => [.. new int[][] { [0], [-1], [], [0, 1], [-1, 0] }.Where(list => list.Length <= rank)],
            ("ReadOnlySpan`1", "labels" or "classes" or "targets") when type == typeof(ReadOnlySpan<int>) => [Enumerable.Range(0, shapes[0].FlattenedLength / shapes[0][1]).Select(i => i * i % shapes[0][1]).ToArray()],
            ("Double" or "Single", _) when !parameter.HasDefaultValue => [Convert.ChangeType(0.7, type, null), Convert.ChangeType(1.9, type, null)],
            ("Random", _) => [(Func<object?>)(() => new Random(7))],
            ("UInt64" or "Int64", "seed") => [Convert.ChangeType(7, type, null)],
            _ => null,
        };
    }
}
