using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

/// <summary>Judgements of figures that are written down.</summary>
public class SignsTests
{
    private static readonly Chance _tenClasses = Chance.OfClasses(10);

    [Fact]
    public void Nothing_measured_is_nothing_found() => Assert.Empty(Diagnosis.Of(new()));

    [Fact]
    public void A_message_alone_says_that_it_exploded()
        => Assert.Contains("It began in Exp", Assert.Single(Diagnosis.Of(new() { NonFinite = "It began in Exp." })).Sentence);

    [Fact]
    public void Where_the_loss_of_guessing_is_unknown_the_beginning_must_do()
    {
        Assert.Equal(FindingKind.Learned, Diagnosis.Of(new() { Losses = Falling(100, 5, 1) })[0].Kind);
        Assert.Equal(FindingKind.NeverLearned, Diagnosis.Of(new() { Losses = Falling(100, 5, 4.99) })[0].Kind);
    }

    [Fact]
    public void A_loss_within_its_noise_of_guessing_has_learned_nothing_and_one_beyond_has()
    {
        Random random = new(2);
        double[] Around(double mean, double noise) => [.. Enumerable.Range(0, 400).Select(_ => mean + (noise * (random.NextDouble() - 0.5)))];
        Assert.Equal(FindingKind.NeverLearned, Diagnosis.Of(new() { Losses = Around(2.30, 0.2), Chance = _tenClasses })[0].Kind);
        // Below by more than two hundredths, yet the noise is larger: 0.09 below with a standard error of 0.05.
        Assert.Equal(FindingKind.NeverLearned, Diagnosis.Of(new() { Losses = Around(2.21, 1.1), Chance = _tenClasses })[0].Kind);
        Assert.Equal(FindingKind.Learned, Diagnosis.Of(new() { Losses = Around(2.2, 0.1), Chance = _tenClasses })[0].Kind);
    }

    [Fact]
    public void Classes_that_are_told_apart_count_though_the_loss_has_hardly_moved()
    {
        Signs signs = new() { Losses = Falling(100, 2.31, 2.29), Chance = _tenClasses, ValidationAccuracies = [0.1, 0.3], ValidationExamples = 10_000 };
        Assert.Equal(FindingKind.Learned, Diagnosis.Of(signs)[0].Kind);
        Assert.Contains("the accuracy is 0.3000, that of guessing 0.1000", Diagnosis.Of(signs)[0].Sentence);
        // A random start is right now and then, and so is a validation on a few examples.
        Assert.Equal(FindingKind.NeverLearned, Diagnosis.Of(signs with { ValidationAccuracies = [0.17] })[0].Kind);
        Assert.Equal(FindingKind.NeverLearned, Diagnosis.Of(signs with { ValidationExamples = 10 })[0].Kind);
    }

    [Fact]
    public void What_nothing_explains_is_admitted_and_what_still_falls_is_to_go_on()
    {
        Finding flat = Assert.Single(Diagnosis.Of(new() { Losses = Falling(100, 2.303, 2.303), Rates = [.. Enumerable.Repeat(0.01, 100)], Chance = _tenClasses }));
        Assert.Contains("from a tenth of 0.01 to ten times it", flat.Remedy);
        Finding falling = Assert.Single(Diagnosis.Of(new() { Losses = Falling(100, 2.6, 2.3), Chance = _tenClasses }));
        Assert.Equal("The loss still falls: train longer.", falling.Remedy);
        Assert.Contains("After 3 steps", Assert.Single(Diagnosis.Of(new() { Losses = [2.3, 2.3, 2.3], Chance = _tenClasses })).Remedy);
    }

    [Fact]
    public void A_layer_that_died_late_asks_for_a_lower_rate_and_clipping()
    {
        Signs signs = Dying([0.0, 0.05, 0.1, 1, 1]) with
        {
            Losses = Falling(40, 2.3, 2.303),
            StepsPerEpoch = 10,
            Chance = _tenClasses,
            Rates = [.. Enumerable.Repeat(0.5, 40)],
            Updates = [new(5, 0.01), new(15, 0.1), new(25, 0.2), new(35, 9)],
            Gradients = [Sample(5, 1), Sample(15, 2.5), Sample(25, 3), Sample(35, 50)],
        };
        Finding dead = Diagnosis.Of(signs)[1];
        Assert.Contains("All 20 units of the ReLU 'b' are zero for every example since epoch 3", dead.Sentence);
        // What was usual before epoch 3 is half-way between 0.01 and 0.1, five and a half times too large; the norm likewise.
        Assert.Equal("Lower the rate from 0.5 to about 0.091, or clip gradients at a norm of 1.8, the median that was measured.", dead.Remedy);
    }

    [Fact]
    public void Epochs_without_a_look_are_not_spoken_of()
    {
        Signs signs = Dying([0, 0, 1, 1]) with { Losses = Falling(40, 2.3, 2.303), Chance = _tenClasses };
        Assert.Contains("for every example since epoch 2", Diagnosis.Of(signs)[1].Sentence);
        Assert.Contains("for every example at least since epoch 7, not yet after epoch 1", Diagnosis.Of(signs with { Dead = [signs.Dead[1], signs.Dead[2] with { Epoch = 7 }] })[1].Sentence);
        Assert.Contains("for every example at least since epoch 2", Diagnosis.Of(signs with { Dead = [signs.Dead[2]] })[1].Sentence);
    }

    [Fact]
    public void A_layer_that_came_back_is_not_dead() => Assert.DoesNotContain(Diagnosis.Of(Dying([1, 1, 0.2]) with { Losses = Falling(40, 2.3, 1), Chance = _tenClasses }), finding => finding.Kind is FindingKind.DeadUnits);

    [Fact]
    public void Half_a_layer_is_blamed_only_where_nothing_was_learned_and_nothing_else_explains_it()
    {
        Signs half = Dying([0.4, 0.5, 0.6]) with { Losses = Falling(40, 2.303, 2.303), Chance = _tenClasses };
        Finding blamed = Diagnosis.Of(half)[1];
        Assert.Contains("12 of 20 units of the ReLU 'b' are zero for every example since epoch 2 (8 from the start)", blamed.Sentence);
        Assert.Equal("Start with another seed.", blamed.Remedy);
        Assert.Single(Diagnosis.Of(half with { Losses = Falling(40, 2.303, 1) }));
        Signs slow = half with { Updates = [new(0, 1e-7)], Gradients = [Sample(0, 1)] };
        Assert.Equal([FindingKind.NeverLearned, FindingKind.RateTooSmall], Diagnosis.Of(slow).Select(finding => finding.Kind));
    }

    [Fact]
    public void A_warm_up_is_not_proposed_to_a_run_that_has_one()
    {
        Signs signs = Dying([0, 1, 1]) with { Losses = Falling(40, 2.3, 2.303), StepsPerEpoch = 20, Chance = _tenClasses, Rates = [.. Enumerable.Repeat(0.3, 40)] };
        Assert.Contains(".warmedUp(20)", Diagnosis.Of(signs)[1].Remedy);
        Assert.DoesNotContain("warm", Diagnosis.Of(signs with { Rates = [0.01, .. Enumerable.Repeat(0.3, 39)] })[1].Remedy);
    }

    [Fact]
    public void A_loss_that_swings_up_again_under_large_updates_has_too_large_a_rate()
    {
        Signs signs = new() { Losses = [.. Falling(50, 2.3, 0.5), .. Falling(50, 0.5, 1.5)], Chance = _tenClasses, Rates = [.. Enumerable.Repeat(1.0, 100)], Updates = [new(0, 0.03), new(50, 0.05), new(90, 0.04)] };
        IReadOnlyList<Finding> findings = Diagnosis.Of(signs);
        Assert.Equal([FindingKind.Learned, FindingKind.RateTooLarge], findings.Select(finding => finding.Kind));
        Assert.Contains("changes 4 % of the weights", findings[1].Sentence);
        Assert.StartsWith("Lower the rate from 1 to about 0.2", findings[1].Remedy);
        // As much without large updates has another reason.
        Assert.Single(Diagnosis.Of(signs with { Updates = [new(0, 0.001)] }));
    }

    [Fact]
    public void What_was_learned_and_lost_again_is_said_so()
        => Assert.StartsWith("Learned and lost it again: the loss had been at 0.6", Diagnosis.Of(new() { Losses = [.. Falling(50, 2.3, 0.5), .. Falling(50, 0.5, 2.6)], Chance = _tenClasses })[0].Sentence);

    [Fact]
    public void A_proposed_rate_goes_by_the_update_at_the_peak_though_the_first_ones_were_warmed_up()
    {
        Signs signs = Dying([0, 1, 1]) with { Losses = Falling(40, 2.3, 2.303), StepsPerEpoch = 20, Chance = _tenClasses, Rates = [0.1, .. Enumerable.Repeat(1.0, 39)], Updates = [new(0, 0.02)] };
        Assert.StartsWith("Lower the rate from 1 to about 0.05", Diagnosis.Of(signs)[1].Remedy);
    }

    [Fact]
    public void Weights_that_are_thrown_about_learn_nothing()
        => Assert.Equal([FindingKind.NeverLearned, FindingKind.RateTooLarge], Diagnosis.Of(new() { Losses = Falling(100, 2.4, 2.4), Chance = _tenClasses, Updates = [new(0, 0.5)] }).Select(finding => finding.Kind));

    [Fact]
    public void A_loss_a_hundred_times_the_first_exploded_even_if_it_came_back()
    {
        double[] losses = Falling(40, 2.3, 2.303);
        losses[7] = 500;
        Finding finding = Diagnosis.Of(new() { Losses = losses, StepsPerEpoch = 5, Chance = _tenClasses })[0];
        Assert.Equal("Exploded: the loss grew from 2.3 to 500 at step 8, in epoch 2, and ended at 2.303.", finding.Sentence);
        Assert.Equal([2.3, 500], finding.Evidence.Take(2).Select(figure => figure.Value));
        // A fine-tuned network that begins far below guessing may well rise to it.
        Assert.NotEqual(FindingKind.Exploded, Diagnosis.Of(new() { Losses = [0.001, 1, .. Falling(40, 0.5, 0.001)], Chance = _tenClasses })[0].Kind);
    }

    [Fact]
    public void No_gradient_at_all_is_said_plainly()
        => Assert.Contains("every gradient is exactly 0", Diagnosis.Of(new() { Losses = Falling(40, 2.303, 2.303), Chance = _tenClasses, Gradients = [Sample(0, 0), Sample(1, 0)], Updates = [new(0, 0)] })[1].Sentence);

    [Fact]
    public void One_worse_epoch_or_a_little_more_is_no_over_fitting()
    {
        Signs signs = new() { Losses = Falling(100, 2.3, 0.1), Chance = _tenClasses };
        Assert.Single(Diagnosis.Of(signs with { ValidationLosses = [1, 0.8, 0.7, 0.9] }));
        Assert.Single(Diagnosis.Of(signs with { ValidationLosses = [1, 0.7, 0.72, 0.73] }));
        Finding finding = Diagnosis.Of(signs with { ValidationLosses = [1, 0.7, 0.72, 0.75] })[1];
        Assert.StartsWith("Over-fitting since epoch 2: the validation loss rose from 0.7 to 0.75 while the training loss fell from 1.4", finding.Sentence);
        Assert.Single(Diagnosis.Of(new() { Losses = Falling(100, 2.3, 2.3), ValidationLosses = [2, 2.3, 2.4, 2.5] }));
    }

    [Fact]
    public void An_epoch_has_a_step() => Assert.ThrowsAny<ArgumentException>(() => new Signs { StepsPerEpoch = 0 });

    private static double[] Falling(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(i => from + ((to - from) * i / (count - 1)))];

    private static GradientSample Sample(long step, double norm) => new(step, norm, new GradientProfile(norm, norm, norm));

    private static Signs Dying(double[] shares)
        => new() { Dead = [.. shares.Select((share, epoch) => new DeadScan(epoch, [new DeadLayer("a", "", 8, 0, false), new DeadLayer("b", "", 20, (int)Math.Round(20 * share), false)]))] };
}
