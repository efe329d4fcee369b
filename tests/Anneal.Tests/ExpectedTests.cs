namespace Anneal.Tests;

public class ExpectedTests
{
    [Fact]
    public void What_is_the_same_matches()
        => Expected.Matches("LICENSE", Expected.Read("LICENSE"));

    [Fact]
    public void A_difference_is_shown_with_the_remedy()
    {
        if (Expected.Accepting)
            return;
        string message = Assert.ThrowsAny<Exception>(() => Expected.Matches("LICENSE", "free beer")).Message;
        Assert.Contains("accept it with ACCEPT=1", message, StringComparison.Ordinal);
        Assert.Contains("should be 'free beer'", message, StringComparison.Ordinal);
    }
}
