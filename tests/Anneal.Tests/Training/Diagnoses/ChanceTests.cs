using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

public class ChanceTests
{
    [Fact]
    public void Equal_classes_are_guessed_with_the_logarithm_of_their_number()
    {
        Assert.Equal(new Chance(Math.Log(10), 0.1), Chance.OfClasses(10));
        Chance chance = Chance.Of(new Rows([1], [[0], [0], [0], [0]], labels: [0, 1, 2, 3], classes: 4));
        Agree.Within(1e-15, Math.Log(4), chance.Loss);
        Assert.Equal(0.25, chance.Accuracy);
    }

    [Fact]
    public void Unequal_classes_are_guessed_by_their_frequencies()
    {
        Chance chance = Chance.Of(new Rows([1], [[0], [0], [0], [0]], labels: [0, 1, 1, 1], classes: 3));
        Agree.Within(1e-15, -((0.25 * Math.Log(0.25)) + (0.75 * Math.Log(0.75))), chance.Loss);
        Assert.Equal(0.75, chance.Accuracy);
    }

    [Fact]
    public void Values_are_guessed_by_their_mean()
    {
        // mean 0.385, Σx⁴/10 = 0.25333
        Agree.Within(1e-6, 0.25333 - (0.385 * 0.385), Chance.Of(Rows.Squares()).Loss);
        Assert.Null(Chance.Of(Rows.Squares()).Accuracy);
        Assert.Equal(2.0 / 3, Chance.OfTargets([1001, 1002, 1003]).Loss, 1e-12);
        Assert.Equal((2.0 / 3 + 6) / 2, Chance.Of(new Rows([1], [[0], [0], [0]], [[1, 0], [2, 3], [3, 6]])).Loss, 1e-12);
    }

    [Fact]
    public void There_must_be_something_to_guess()
    {
        Assert.ThrowsAny<ArgumentException>(() => Chance.OfClasses(1));
        Assert.Contains("no target", Agree.Refused(() => Chance.OfTargets([])));
    }
}
