using Anneal.Schedules;

namespace Anneal.Tests.Schedules;

public class KDecayTests
{
    [Theory, InlineData(0.5), InlineData(1), InlineData(2), InlineData(7)]
    public void Progress_is_bent_by_k(double k)
        => RampContract.Holds((from, to, over) => Schedule.KDecay(from, to, over, k), progress => (1 - Math.Cos(Math.PI * Math.Pow(progress, k))) / 2);

    [Fact]
    public void With_k_one_it_is_the_plain_cosine()
        => Assert.Equal(Schedule.Cosine(0.3, 0.01, 20).Sample(25), Schedule.KDecay(0.3, 0.01, 20, k: 1).Sample(25));

    [Fact]
    public void A_k_of_zero_is_refused()
        => Assert.StartsWith("k must be a finite number above 0, not 0.", Agree.Refusal(() => Schedule.KDecay(1, 0, 20, k: 0)), StringComparison.Ordinal);
}
