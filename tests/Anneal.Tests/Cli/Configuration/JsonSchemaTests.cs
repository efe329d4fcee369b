using System.Text.Json.Nodes;
using Anneal.Cli;
using Anneal.Cli.Configuration;
using Anneal.Cli.Configuration.Forms;
using Anneal.Cli.Configuration.Yaml;
using Anneal.Tests.Docs;

namespace Anneal.Tests.Cli.Configuration;

public class JsonSchemaTests
{
    private static readonly SchemaValidator _schema = new((JsonObject)JsonNode.Parse(JsonSchema.Text())!);

    public static TheoryData<string> Examples =>
    [
        .. Markdown.Fences("docs/configuration.md").Where(fence => fence.Language == "yaml").Select(fence => fence.Text),
        .. Directory.GetFiles(Path.Combine(Expected.Root, "samples", "configurations")).Where(file => !file.EndsWith(".csv", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    [Fact]
    public void The_schema_of_the_documentation_is_what_init_prints()
    {
        Expected.Matches("docs/anneal.schema.json", JsonSchema.Text());
        Assert.Equal(JsonSchema.Text(), Tool.Run("init", "--schema").Out);
    }

    [Theory, MemberData(nameof(Examples))]
    public void Every_example_fits_the_schema_and_is_read(string text)
    {
        Assert.True(_schema.Fits(Json(text)), text);
        Assert.Single(Read.Plan(text).Schedules);
    }

    [Theory]
    [InlineData("epochs: 0")]
    [InlineData("epochs: 1.5")]
    [InlineData("epochs: many")]
    [InlineData("epoch: 3")]
    [InlineData("seeds: [1, 2]")]
    [InlineData("clip_norm: 0")]
    [InlineData("layer_decay: 1.1")]
    [InlineData("experiment: sqare")]
    [InlineData("network: {hidden: [3]}")]
    [InlineData("network: {type: mlp, hidden: [0]}")]
    [InlineData("groups: {name: a}")]
    [InlineData("groups: [{match: a}]")]
    [InlineData("guard: 3")]
    [InlineData("guard: {factor: 1}")]
    [InlineData("average: {type: emma}")]
    [InlineData("plateau: {factor: 1}")]
    [InlineData("data: {validation: 1}")]
    [InlineData("schedule: [1]")]
    [InlineData("metrics: {a: 1}")]
    public void The_schema_and_the_reader_refuse_the_same(string line)
    {
        string text = line.StartsWith("schedule", StringComparison.Ordinal) || line.StartsWith("experiment", StringComparison.Ordinal) ? line : $"schedule: 0.1\n{line}";
        text = line.StartsWith("experiment", StringComparison.Ordinal) ? $"schedule: 0.1\n{line}" : $"experiment: square\n{text}";
        Assert.False(_schema.Fits(Json(text)), text);
        Assert.Contains("config.yaml, line", Read.Refused(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_form_has_its_own_keys_and_every_key_is_explained()
        => Assert.All(Form.All.SelectMany(form => form.Section.Keys), key => Assert.True(key.Doc.EndsWith('.') || key.Doc.EndsWith(':'), $"{key.Name}: '{key.Doc}' is a sentence."));

    private static JsonNode? Json(string text) => Json(YamlReader.Read(text, "example", new Anneal.Cli.Configuration.Yaml.Faults()));

    private static JsonNode? Json(Entry entry) => entry switch
    {
        Mapping mapping => new JsonObject(mapping.Pairs.Select(pair => KeyValuePair.Create(pair.Key.Text, Json(pair.Value)))),
        Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        Scalar { Quoted: false, Text: "" or "null" or "~" } => null,
        Scalar { Quoted: false, Text: "true" or "false" } truth => truth.Text == "true",
        Scalar { Quoted: false } plain when Reading.TryNumber(plain.Text) is double number => number,
        Scalar scalar => scalar.Text,
        _ => throw new UserError("unknown"),
    };
}
