namespace Anneal.Tests.Cli;

/// <summary>Why a run that was stored had its rates.</summary>
public class ExplainRunTests(StoredTraining stored) : IClassFixture<StoredTraining>
{
    [Fact]
    public void A_run_by_its_number_is_explained_as_it_was_trained()
    {
        Outcome outcome = stored.Run("explain", "2", "--at", "0", "100", "200");
        Assert.Equal(
            (0, """
            Run 2: both-1, fall, seed 1, 200 steps of adam()

            Step 0, in epoch 1: rate 0.01
              linear(0.01, 0, over: 200) = 0.01 at step 0, 0 % of 200 steps

            Step 100, in epoch 11: rate 0.005
              linear(0.01, 0, over: 200) = 0.005 at step 100, 50 % of 200 steps

            Step 200, in epoch 21, still to be made: rate 0
              linear(0.01, 0, over: 200) = 0 at step 200, finished after 200 steps: its last value holds

            """, ""),
            (outcome.Code, outcome.Out, outcome.Error));
    }

    [Fact]
    public void Plateau_clipping_and_groups_of_a_run_are_explained_from_what_it_measured()
    {
        string plan = stored.Place("plan.yaml");
        File.WriteAllText(plan, Plan);
        // 'train' stores in the usual place.
        Outcome trained = Tool.Run("train", plan, "--threads", "1", "--output", stored.Place("stalled-1"));
        Assert.True(trained.Code == 0, trained.Error + trained.Out);
        string text = Tool.Run("explain", stored.Place("stalled-1"), "--at", "25").Out;
        Assert.Contains("Step 25, in epoch 3: rate 0.0005 = 0.001 by the schedule × 0.5 by the plateau", text, StringComparison.Ordinal);
        Assert.Contains("reduced after epoch 2 from 1 to 0.5", text, StringComparison.Ordinal);
        Assert.Contains("Clipping: a norm of at most 0.0001; it was ", text, StringComparison.Ordinal);
        Assert.Contains("Guard: it ", text, StringComparison.Ordinal);
        Assert.Contains("0.1 times that of rest; frozen: it learns from step 30 on", text, StringComparison.Ordinal);
        Assert.DoesNotContain("The run recorded", text, StringComparison.Ordinal);
    }

    private const string Plan = """
        experiment: square
        epochs: 4
        seeds: 1
        optimizer: sgd(momentum=0.5)
        schedule: constant(0.001)
        clip_norm: 0.0001
        plateau: {patience: 0, factor: 0.5, threshold: 10}
        guard: {factor: 5}
        groups:
          - {name: first, match: "0.*", rate_factor: 0.1, frozen_until: 30}
        """;

    [Fact]
    public void A_step_that_was_never_made_and_a_run_that_is_not_there_are_refused()
    {
        Assert.Contains("Run 2 has made 200 steps: --at is at most 200", stored.Run("explain", "2", "--at", "201").Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("There is no run 999", stored.Run("explain", "999", "--at", "1").Error, StringComparison.Ordinal);
        Assert.Contains("is a run, whose length is known", stored.Run("explain", "latest", "--at", "1", "--steps", "9").Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("names 4 runs", stored.Run("explain", "both-1", "--at", "1").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_is_still_a_schedule()
        => Assert.StartsWith("constant(0.1) = 0.1 at step 3", stored.Run("explain", "0.1", "--at", "3").Out, StringComparison.Ordinal);
}
