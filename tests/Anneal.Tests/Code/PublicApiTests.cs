using Anneal.Schedules;

namespace Anneal.Tests.Code;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_changes_only_on_purpose()
        => Expected.Matches("tests/Anneal.Tests/Code/public-api.txt", PublicApi.Print(typeof(Schedule).Assembly));

    [Fact]
    public void Printing_twice_gives_the_same_text()
        => Assert.Equal(PublicApi.Print(typeof(Schedule).Assembly), PublicApi.Print(typeof(Schedule).Assembly));
}
