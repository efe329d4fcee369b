using Anneal.Optimizers;
using Anneal.Optimizers.Averages;
using Anneal.Parameters;
using Anneal.Schedules;
using Anneal.Tests.Contracts.Rules;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Tests.Training.Checkpoints;

public class ResumeCheckTests
{
    public static TheoryData<string> Rules => [.. AllRules.Variants.Select(variant => variant.Name)];

    [Theory, MemberData(nameof(Rules))]
    public void Every_rule_goes_on_from_a_checkpoint_to_the_last_bit(string name)
    {
        UpdateRule rule = AllRules.Named(name) with { LearningRate = Schedule.Cosine(0.02, 0.001, over: 12) };
        foreach (Precision precision in Enum.GetValues<Precision>())
            Resumable.IsExact(() => Resumable.Plain(rule, precision), $"{name} in {precision}");
    }

    [Theory, InlineData(Precision.Single), InlineData(Precision.Double)]
    public void Everything_a_trainer_can_have_goes_on_to_the_last_bit(Precision precision)
        => Resumable.IsExact(() => Resumable.Rich(precision), stops: [.. Enumerable.Range(0, 21).Select(step => (long)step)], epochs: 5);
}
