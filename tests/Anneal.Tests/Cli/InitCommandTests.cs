using Anneal.Cli.Configuration;
using Anneal.Tests.Data;

namespace Anneal.Tests.Cli;

public sealed class InitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Place(string name) => Path.Combine(_folder.Path, name);

    [Fact]
    public void What_it_writes_for_a_table_trains_as_it_is()
    {
        _folder.Write("houses.csv", File.ReadAllText(Path.Combine(Expected.Root, "samples", "configurations", "houses.csv")));
        Assert.Equal(0, Tool.Run("init", Place("anneal.yaml"), "--data", Place("houses.csv"), "--target", "price").Code);
        Assert.Contains("path: houses.csv", File.ReadAllText(Place("anneal.yaml")), StringComparison.Ordinal);
        Assert.Equal(0, Tool.Run("train", Place("anneal.yaml"), "--set", "epochs=3", "--output", Place("out")).Code);
    }

    [Theory, InlineData("square"), InlineData("lenet"), InlineData("lenet-djl"), InlineData("mlp"), InlineData("resnet20")]
    public void What_it_writes_for_an_experiment_can_be_read(string experiment)
    {
        Assert.Equal(0, Tool.Run("init", Place("a.yaml"), "--experiment", experiment).Code);
        Assert.Equal(experiment, TrainingFile.Read(Place("a.yaml"), []).Plan.Experiment);
    }

    [Fact]
    public void What_it_writes_by_default_trains_as_it_is()
    {
        Assert.Equal(0, Tool.Run("init", Place("a.yaml")).Code);
        Assert.Equal(0, Tool.Run("train", Place("a.yaml"), "--output", Place("out")).Code);
    }

    [Fact]
    public void Every_line_that_is_a_comment_can_be_turned_on()
    {
        string text = Tool.Run("init", "-").Out;
        string[] off = [.. text.Split('\n').Where(line => line.StartsWith("# ", StringComparison.Ordinal) && line.Contains(": ", StringComparison.Ordinal) && Anneal.Cli.Configuration.Forms.OwnKeys.Root.Find(line[2..].Split(':')[0]) is not null)];
        Assert.InRange(off.Length, 12, 30);
        string on = string.Join('\n', text.Split('\n').Select(line => off.Contains(line) ? line[2..] : line));
        Assert.Equal("first-try", TrainingFile.Read(_folder.Write("on.yaml", on), []).Plan.Name);
        Assert.Equal(0, Tool.Run("train", Place("on.yaml"), "--dry-run").Code);
    }

    [Fact]
    public void A_file_that_is_there_is_left_alone()
    {
        string path = _folder.Write("anneal.yaml", "mine");
        Outcome outcome = Tool.Run("init", path);
        Assert.Equal(2, outcome.Code);
        Assert.Contains("is there already", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("Add --target with one of: a, b, y.", "--data", "t.csv")]
    [InlineData("add --data FILE.csv", "--target", "y")]
    [InlineData("Did you mean 'square'?", "--experiment", "sqare")]
    [InlineData("which 'lenet' does not learn", "--experiment", "lenet", "--data", "t.csv")]
    public void What_does_not_fit_is_refused(string says, params string[] args)
    {
        _folder.Write("t.csv", Configuration.Read.Table);
        Outcome outcome = Tool.Run(["init", Place("x.yaml"), .. args.Select(argument => argument == "t.csv" ? Place("t.csv") : argument)]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(says, outcome.Error, StringComparison.Ordinal);
    }
}
