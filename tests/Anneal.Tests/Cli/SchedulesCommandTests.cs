using System.Text.Json;
using Anneal.Schedules.Text;

namespace Anneal.Tests.Cli;

public class SchedulesCommandTests
{
    [Fact]
    public void Every_entry_has_its_line()
    {
        string[] lines = Tool.Run("schedules").Out.Split('\n');
        Assert.All(Catalogue.Schedules, entry => Assert.Contains(lines, line => line.StartsWith($"  {entry.Name} ")));
    }

    [Fact]
    public void The_list_fits_into_the_terminal()
        => Assert.All(Tool.Run(new Look(Width: 60), "schedules").Out.Split('\n'), line => Assert.InRange(line.Length, 0, 60));

    [Fact]
    public void Every_entry_can_be_shown_in_full()
        => Assert.All(Catalogue.Schedules.Concat(Catalogue.Dialects), entry =>
        {
            Outcome outcome = Tool.Run("schedules", entry.Dialect is null ? entry.Name : $"{entry.Dialect}:{entry.Name}");
            Assert.Equal(0, outcome.Code);
            Assert.Contains(entry.Signature, outcome.Out);
            Assert.Contains(entry.Formula, outcome.Out);
        });

    [Fact]
    public void One_entry_in_full_is_as_expected()
        => Expected.Matches("tests/Anneal.Tests/Cli/Expected/schedules-oneCycle.txt", Tool.Run("schedules", "onecycle").Out.Split("\nAlso:")[0]);

    [Fact]
    public void A_dialect_lists_the_peers_names()
        => Assert.Contains("  OneCycleLRMomentum ", Tool.Run("schedules", "--dialect", "pytorch").Out);

    [Fact]
    public void A_name_that_peers_have_too_shows_ours_and_names_theirs()
    {
        string shown = Tool.Run("schedules", "onecycle").Out;
        Assert.StartsWith("oneCycle(peak, over,", shown);
        Assert.Contains("\nAlso: ", shown);
    }

    [Fact]
    public void As_json_there_is_everything_another_program_needs()
    {
        JsonElement cosine = JsonDocument.Parse(Tool.Run("schedules", "cosine", "--json").Out).RootElement[0];
        Assert.Equal(["name", "dialect", "combinator", "signature", "formula", "example"], cosine.EnumerateObject().Select(field => field.Name));
    }
}
