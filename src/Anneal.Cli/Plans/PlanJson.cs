using System.Text.Json.Serialization;
using Anneal.Cli.Comparisons;

namespace Anneal.Cli.Plans;

/// <summary>Plans and endings of runs as JSON; what a file has and they have not is an error.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class PlanJson : JsonSerializerContext;
