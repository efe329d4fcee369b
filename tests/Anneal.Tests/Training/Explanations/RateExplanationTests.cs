using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Tests.Data;
using Anneal.Training;
using Anneal.Training.Checkpoints;
using Anneal.Training.Explanations;

namespace Anneal.Tests.Training.Explanations;

public class RateExplanationTests
{
    private static readonly BatchLoader _batches = new(new Small.Angles(60), 20);

    private static Optimizer Optimizer(Schedule rate) => new AdamW { LearningRate = rate }.For(Small.Network().Parameters);

    private static EpochRecord Epoch(int number, double loss, long steps = 10) => new(number, number * steps, 0.1, 1, 100, new Dictionary<string, double> { ["train_loss"] = loss, ["validation_loss"] = loss });

    [Fact]
    public void A_rate_is_explained_by_its_schedule_alone_where_nothing_else_is_known()
    {
        RateExplanation why = RateExplanation.At(Optimizer(Schedule.Cosine(0.3, 0.01, over: 15).WarmedUp(5)), 12);
        Assert.Equal(Schedule.Cosine(0.3, 0.01, over: 15).At(7), why.Rate);
        Assert.Equal((1.0, null, null, true), (why.Scale, why.Epoch, why.Plateau, why.Agrees));
        Assert.StartsWith("Step 12: rate 0.170157\n", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("  cosine(0.3, 0.01, over: 15) = 0.170157 at step 7 of its own", why.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_have_their_own_rates_as_a_part_of_the_rest_and_say_when_they_are_frozen()
    {
        Optimizer optimizer = Optimizer(0.02);
        ParameterGroup head = optimizer.Group("head", parameter => parameter.Name.StartsWith('2'), (AdamW rule) => rule with { LearningRate = rule.LearningRate * 0.5 });
        head.FrozenUntil = 7;
        RateExplanation why = RateExplanation.At(optimizer, 6);
        GroupRate first = why.Groups[0];
        Assert.Equal(("head", 0.01, 0.5, 2, 27L, true), (first.Name, first.Rate, first.Share, first.Parameters, first.Weights, first.IsFrozen));
        Assert.Contains("head, 2 parameters with 27 weights: rate 0.01, 0.5 times that of rest; frozen: it learns from step 7 on", why.ToString(), StringComparison.Ordinal);
        Assert.False(RateExplanation.At(optimizer, 7).Groups[0].IsFrozen);
        Assert.Null(why.Groups[^1].Share);
    }

    [Fact]
    public void A_plateau_is_worked_out_from_the_epochs_before_the_step()
    {
        RateRecord record = new()
        {
            Plateau = new() { Patience = 1, Factor = 0.5, Threshold = 0.1 },
            Epochs = [Epoch(1, 1.0), Epoch(2, 0.5), Epoch(3, 0.49), Epoch(4, 0.48), Epoch(5, 0.47), Epoch(6, 0.1)],
        };
        Optimizer optimizer = Optimizer(0.2);
        // After epoch 4 two were no better than 0.5 by a tenth of it: one more than is tolerated.
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5], Enumerable.Range(0, 7).Select(epoch => RateExplanation.At(optimizer, epoch * 10, record).Scale));
        RateExplanation why = RateExplanation.At(optimizer, 55, record);
        PlateauReason plateau = why.Plateau!;
        Assert.Equal((0.1, 6), (why.Rate, why.Epoch));
        Assert.Equal((0.5, 2, 0.05, 0.45, 1L, 5), (plateau.Best, plateau.BestEpoch, plateau.Margin, plateau.ToBeat, plateau.Stalled, plateau.Epochs));
        Assert.Equal(new PlateauReduction(4, 1, 0.5, 0.48, 0.5, 0.45), Assert.Single(plateau.Reductions));
        Assert.Equal((1L, 0.25), (plateau.ReducesIn, plateau.NextScale));
        Assert.Equal(
            """
            Step 55, in epoch 6: rate 0.1 = 0.2 by the schedule × 0.5 by the plateau
              constant(0.2) = 0.2 at step 55
            Plateau on validation_loss: scale 0.5
              best 0.5 in epoch 2; better is below 0.45, a margin of 0.05
              reduced after epoch 4 from 1 to 0.5: 0.48 was not below 0.45
              1 epoch without improvement, 1 tolerated
              reduces to 0.25 after epoch 6, unless that one is better
            """,
            why.ToString());
        Assert.Equal((0.1, 6, 0L), (RateExplanation.At(optimizer, 60, record).Plateau!.Best, RateExplanation.At(optimizer, 60, record).Plateau!.BestEpoch, RateExplanation.At(optimizer, 60, record).Plateau!.Stalled));
    }

    [Fact]
    public void A_plateau_that_cools_down_or_is_at_its_minimum_says_so()
    {
        RateRecord record = new() { Plateau = new() { Patience = 0, Factor = 0.5, Cooldown = 2, MinimumScale = 0.3 }, Epochs = [Epoch(1, 1), Epoch(2, 2), Epoch(3, 2), Epoch(4, 2), Epoch(5, 2)] };
        PlateauReason cooling = RateExplanation.At(Optimizer(0.2), 20, record).Plateau!;
        Assert.Equal((0.5, 2L, 3L, 0.3), (cooling.Scale, cooling.Cooling, cooling.ReducesIn, cooling.NextScale));
        Assert.Contains("cools down: 2 more epochs do not count\n  reduces to 0.3 after epoch 5, unless the one after that is better", RateExplanation.At(Optimizer(0.2), 20, record).ToString(), StringComparison.Ordinal);
        PlateauReason least = RateExplanation.At(Optimizer(0.2), 50, record).Plateau!;
        Assert.Equal((0.3, (long?)null), (least.Scale, least.ReducesIn));
        Assert.Contains("at its minimum: it reduces no more", RateExplanation.At(Optimizer(0.2), 50, record).ToString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(3)]
    public void A_plateau_reduces_when_it_was_said_to(int cooldown)
    {
        ReduceOnPlateau plateau = new() { Patience = 2, Cooldown = cooldown, Factor = 0.5 };
        List<EpochRecord> epochs = [];
        for (int epoch = 1; epoch <= 20; epoch++)
        {
            PlateauReason before = RateExplanation.At(Optimizer(0.2), epochs.Count * 10, new() { Plateau = plateau, Epochs = epochs }).Plateau!;
            epochs.Add(Epoch(epoch, epoch == 1 ? 1 : 2));
            PlateauReason after = RateExplanation.At(Optimizer(0.2), epochs.Count * 10, new() { Plateau = plateau, Epochs = epochs }).Plateau!;
            // The first epoch is better than nothing.
            Assert.Equal(epoch > 1 && before.ReducesIn == 1, after.Scale < before.Scale);
        }
    }

    [Fact]
    public void A_trainer_explains_every_step_of_its_past_as_its_history_has_it()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = Schedule.Cosine(0.5, 0.01, over: 18) }.For(network.Parameters))
        {
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 10 },
        };
        trainer.Fit(_batches, 6);
        Assert.True(trainer.Plateau.Scale < 0.1);
        for (int step = 0; step < 18; step++)
        {
            RateExplanation why = trainer.ExplainRate(step);
            Assert.True(why.Agrees);
            Assert.Equal(trainer.History.Rates[step], why.Rate);
            Assert.Equal((trainer.History.Rates[step], (step / 3) + 1), (why.Recorded, why.Epoch));
        }

        Assert.Equal((trainer.Optimizer.RateOf(), true), (trainer.ExplainRate().Rate, trainer.ExplainRate().IsAhead));
    }

    [Fact]
    public void A_rate_that_was_changed_by_hand_is_not_explained_away()
    {
        Trainer trainer = Small.Trainer(new Sgd { LearningRate = 0.5 });
        trainer.Fit(_batches, 1);
        trainer.Optimizer.Groups[^1].Rule = new Sgd { LearningRate = 0.1 };
        RateExplanation why = trainer.ExplainRate(1);
        Assert.False(why.Agrees);
        Assert.Contains("The run recorded a rate of 0.5 there", why.ToString(), StringComparison.Ordinal);
        trainer.Optimizer.RateScale = 0.5;
        Assert.Equal(0.05, trainer.ExplainRate().Rate);
    }

    [Fact]
    public void Clipping_and_the_guard_are_known_of_the_last_step()
    {
        Module network = Small.Network();
        Trainer trainer = new(network, new Sgd { LearningRate = 0.1 }.For(network.Parameters)) { ClipNorm = 1e-3, Threads = 1 };
        trainer.Optimizer.Guard = new StepGuard();
        StepReport last = trainer.Run(_batches, 1).Last();
        RateExplanation why = trainer.ExplainRate(2);
        Agree.Within(1e-12, 1e-3 / last.GradientNorm!.Value, why.ClipFactor!.Value);
        Assert.Contains("so the gradients were multiplied by", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("Guard: it let the update happen: a norm of 0.001", why.ToString(), StringComparison.Ordinal);
        Assert.Contains("at the step before it was", trainer.ExplainRate().ToString(), StringComparison.Ordinal);
        Assert.Null(TrainerRates.ExplainRate(trainer, 1).GradientNorm);
        RateExplanation told = RateExplanation.At(trainer.Optimizer, 1, new() { Guard = new GuardAct(GuardAction.Skip, double.NaN), ClipValue = 0.5 });
        Assert.Contains("Guard: it skipped the update: a norm of NaN", told.ToString(), StringComparison.Ordinal);
        Assert.Contains("no single gradient beyond ±0.5", told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_gone_on_with_explains_its_past_too()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        Trainer Make()
        {
            Module network = Small.Network();
            return new(network, new Sgd { LearningRate = 0.5 }.For(network.Parameters)) { Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.5, Threshold = 10 } };
        }

        Trainer first = Make();
        first.Fit(_batches, 3);
        first.Save(path);
        Trainer second = Make();
        second.Restore(path);
        Assert.Equal(first.ExplainRate(7).ToString(), second.ExplainRate(7).ToString());
        Assert.Equal([2, 3], second.ExplainRate().Plateau!.Reductions.Select(reduction => reduction.Epoch));
    }

    [Fact]
    public void A_step_before_the_first_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => RateExplanation.At(Optimizer(0.1), -1));
}
