using System.Text.Json.Serialization;
using Anneal.Cli.Comparisons;

namespace Anneal.Cli.Storage;

/// <summary>Parts of a stored run that are kept as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunEnvironment))]
[JsonSerializable(typeof(IReadOnlyList<RunFinding>))]
internal sealed partial class StoreJson : JsonSerializerContext;
