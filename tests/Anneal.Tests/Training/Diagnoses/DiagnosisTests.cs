using Anneal.Modules;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Schedules;
using Anneal.Training.Diagnoses;
using Linear = Anneal.Modules.Linear;

namespace Anneal.Tests.Training.Diagnoses;

/// <summary>Networks that really train, for a moment, and go wrong on purpose.</summary>
public class DiagnosisTests
{
    [Fact]
    public void A_run_without_fault_has_learned_and_needs_no_remedy()
    {
        Finding finding = Assert.Single(Diagnosis.Of(Watched.Signs(Perceptron(), new Sgd { LearningRate = 0.3 }, Rows.Signs(320, 4), epochs: 6)));
        Assert.Equal((FindingKind.Learned, null), (finding.Kind, finding.Remedy));
        Assert.StartsWith("Learned: the loss went from 0.", finding.Sentence);
        Assert.Equal(finding.Sentence, finding.ToString());
    }

    [Fact]
    public void Relus_dead_from_the_start_ask_for_another_seed()
    {
        Module network = Perceptron();
        network.Parameters["0.bias"].Weights.Fill(-100);
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(network, new Sgd { LearningRate = 0.1 }, Rows.Signs(320, 4), epochs: 3));
        Assert.Equal([FindingKind.NeverLearned, FindingKind.DeadUnits], findings.Select(finding => finding.Kind));
        Assert.Null(findings[0].Remedy);
        Assert.Equal("All 16 units of the ReLU '1' behind Linear(4, 16) '0' are zero for every example from the start: no gradient goes back through it, and what comes after it sees the same for every example.", findings[1].Sentence);
        Assert.Equal("Start with another seed.", findings[1].Remedy);
        Assert.Equal(new Figure("share dead, ReLU '1' behind Linear(4, 16) '0'", 1), Assert.Single(findings[1].Evidence));
    }

    [Fact]
    public void Relus_that_died_in_the_first_epoch_ask_for_a_warm_up()
    {
        Module Network()
        {
            Sequential network = new(new Linear(4, 6), new Relu(), new Linear(6, 6), new Relu(), new Linear(6, 2));
            network.Initialize(seed: 1);
            return network;
        }

        Finding[] findings = [.. Diagnosis.Of(Watched.Signs(Network(), new Sgd { LearningRate = 3 }, Rows.Signs(320, 4), epochs: 3))];
        Assert.Equal(FindingKind.NeverLearned, findings[0].Kind);
        Finding dead = Assert.Single(findings, finding => finding.Kind is FindingKind.DeadUnits);
        Assert.StartsWith("All 6 units of the ReLU '3' behind Linear(6, 6) '2' are zero for every example since epoch 1", dead.Sentence);
        Assert.StartsWith("Put a warm-up in front, for example .warmedUp(20) over the first epoch, or lower the rate from 3 to about ", dead.Remedy);
        Schedule proposed = Schedule.Parse(dead.Remedy!.Split("about ")[1].TrimEnd('.'));
        Assert.Equal(FindingKind.Learned, Diagnosis.Of(Watched.Signs(Network(), new Sgd { LearningRate = proposed }, Rows.Signs(320, 4), epochs: 6))[0].Kind);
    }

    [Fact]
    public void A_dead_relu_at_the_end_of_the_square_network_is_found()
    {
        SquareNetwork network = new();
        network.Initialize(seed: 1);
        network.Parameters["8.bias"].Weights[0] = -10;
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(network, new Adam { LearningRate = 1e-3 }, Rows.Squares(), epochs: 20, batch: 1));
        Assert.Equal([FindingKind.NeverLearned, FindingKind.DeadUnits], findings.Select(finding => finding.Kind));
        Assert.Equal("Never learned: the loss went from 0.2533 to 0.2533, and the same guess for every example has 0.1051.", findings[0].Sentence);
        Assert.Equal("The only unit of the ReLU '9' behind Linear(5, 1) '8' is zero for every example from the start: the network says 0 to everything, and no gradient goes back.", findings[1].Sentence);
        Assert.Equal("Start with another seed, or leave out the ReLU at the end.", findings[1].Remedy);
    }

    [Fact]
    public void A_tower_of_sigmoids_loses_its_gradient()
    {
        Sequential tower = new([new Linear(4, 8), new Sigmoid(), .. Enumerable.Range(0, 7).SelectMany(_ => new Module[] { new Linear(8, 8), new Sigmoid() }), new Linear(8, 2)]);
        tower.Initialize(seed: 1);
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(tower, new Sgd { LearningRate = 0.1 }, Rows.Signs(320, 4), epochs: 3));
        Assert.Equal([FindingKind.NeverLearned, FindingKind.VanishingGradients], findings.Select(finding => finding.Kind));
        Assert.Contains("instead of sigmoids", findings[1].Remedy);
        Assert.True(findings[1].Evidence[0].Value < 1e-4 * findings[1].Evidence[2].Value);
    }

    [Fact]
    public void A_rate_whose_updates_are_lost_in_rounding_is_too_small()
    {
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(Perceptron(), new Sgd { LearningRate = 1e-9 }, Rows.Signs(320, 4), epochs: 2));
        Assert.Equal([FindingKind.NeverLearned, FindingKind.RateTooSmall], findings.Select(finding => finding.Kind));
        Assert.Contains("lost in rounding, and the loss hardly moved", findings[1].Sentence);
        Assert.Equal("Raise the rate from 1e-9 to about 0.001.", findings[1].Remedy);
    }

    [Fact]
    public void A_rate_that_is_raised_as_proposed_learns()
    {
        Finding small = Assert.Single(Diagnosis.Of(Watched.Signs(Perceptron(), new Sgd { LearningRate = 3e-5 }, Rows.Signs(320, 4), epochs: 2)), finding => finding.Kind is FindingKind.RateTooSmall);
        string proposed = small.Remedy!.Split("about ")[1].TrimEnd('.');
        Finding after = Diagnosis.Of(Watched.Signs(Perceptron(), new Sgd { LearningRate = Schedule.Parse(proposed) }, Rows.Signs(320, 4), epochs: 20))[0];
        Assert.True(after.Kind is FindingKind.Learned, $"{small}\n{after}");
    }

    [Fact]
    public void A_rate_of_a_million_explodes()
    {
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(Perceptron(), new Sgd { LearningRate = 1e6 }, Rows.Signs(320, 4), epochs: 2));
        Assert.Equal(FindingKind.Exploded, findings[0].Kind);
        Assert.Contains("lower the rate from 1e6 to about ", findings[0].Remedy, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("clip gradients at a norm of ", findings[0].Remedy);
        Assert.All(findings.Skip(1), finding => Assert.Null(finding.Remedy));
        Assert.DoesNotContain(findings, finding => finding.Kind is FindingKind.RateTooLarge or FindingKind.NeverLearned);
    }

    [Fact]
    public void Data_that_is_no_number_is_blamed_and_not_the_rate()
    {
        Rows data = new([2], [[1, float.NaN], [0, 1]], labels: [0, 1], classes: 2);
        Sequential network = new(new Linear(2, 2));
        network.Initialize(seed: 1);
        Finding finding = Diagnosis.Of(Watched.Signs(network, new Sgd { LearningRate = 0.1 }, data, epochs: 1))[0];
        Assert.Equal(FindingKind.Exploded, finding.Kind);
        Assert.Contains("from the first step on", finding.Sentence);
        Assert.Contains("data", finding.Remedy);
    }

    [Fact]
    public void Learning_by_heart_is_over_fitting()
    {
        // Labels that mean nothing can be learned by heart only.
        Random random = new(3);
        Rows Noise(int count) => new([8], [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, 8).Select(_ => (float)random.NextDouble()).ToArray())], labels: [.. Enumerable.Range(0, count).Select(_ => random.Next(2))], classes: 2);
        Sequential network = new(new Linear(8, 64), new Relu(), new Linear(64, 2));
        network.Initialize(seed: 1);
        IReadOnlyList<Finding> findings = Diagnosis.Of(Watched.Signs(network, new Adam { LearningRate = 0.01 }, Noise(32), epochs: 60, validation: Noise(64)));
        Assert.Equal(FindingKind.Learned, findings[0].Kind);
        Finding overfitting = Assert.Single(findings, finding => finding.Kind is FindingKind.Overfitting);
        Assert.Contains("while the training loss fell from", overfitting.Sentence);
        Assert.Contains("early stopping", overfitting.Remedy);
    }

    private static Sequential Perceptron()
    {
        Sequential network = new(new Linear(4, 16), new Relu(), new Linear(16, 2));
        network.Initialize(seed: 1);
        return network;
    }
}
