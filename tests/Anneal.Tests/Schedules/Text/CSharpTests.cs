using Anneal.Dialects;
using Anneal.Schedules;

namespace Anneal.Tests.Schedules.Text;

public class CSharpTests
{
    [Fact]
    public void Numbers_in_front_of_a_schedule_stay_schedules_of_their_own()
        => Assert.Equal(
            "Schedule.Constant(0.1) + 0.2 + Schedule.Linear(1, 0, over: 5)",
            (Schedule.Constant(0.1) + Schedule.Constant(0.2) + Schedule.Linear(1, 0, 5)).ToCSharp());

    [Fact]
    public void One_number_needs_no_factory()
        => Assert.Equal("0.5 * (Schedule.Linear(1, 0, over: 5) + 0.1)", (0.5 * (Schedule.Linear(1, 0, 5) + 0.1)).ToCSharp());

    [Fact]
    public void Sequences_and_methods_chain()
        => Assert.Equal(
            "Schedule.Linear(0.1, 1, over: 5).Then(Schedule.Cosine(1, 0, over: 15)).Repeat(3, scale: 0.5)",
            Schedule.Linear(0.1, 1, 5).Then(Schedule.Cosine(1, 0, 15)).Repeat(3, scale: 0.5).ToCSharp());

    [Fact]
    public void A_peers_scheduler_is_a_call_of_its_class()
        => Assert.Equal(
            "PyTorch.SequentialLR(0.1, schedulers: [PyTorch.StepLR(0.1, stepSize: 3, gamma: 0.5), PyTorch.ExponentialLR(0.1, gamma: 0.9)], milestones: [4])",
            PyTorch.SequentialLR(0.1, [PyTorch.StepLR(0.1, 3, 0.5), PyTorch.ExponentialLR(0.1, 0.9)], [4]).ToCSharp());
}
