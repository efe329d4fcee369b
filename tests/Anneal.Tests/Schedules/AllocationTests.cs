using Anneal.Schedules;
using Anneal.Schedules.Text;
using Anneal.Tests.Schedules.Properties;
using FsCheck.Fluent;

namespace Anneal.Tests.Schedules;

/// <summary>Asking a schedule costs no memory, so it may be asked in the innermost loop.</summary>
public class AllocationTests
{
    public static TheoryData<string> Examples => [.. Catalogue.Schedules.Select(entry => entry.Example).Where(example => example.Length > 0).Distinct()];

    [Theory, MemberData(nameof(Examples))]
    public void Asking_an_entry_of_the_catalogue_allocates_nothing(string example)
        => Assert.Equal(0, AllocatedBy(Schedule.Parse(example)));

    [Fact]
    public void Asking_any_composition_allocates_nothing()
        => Assert.All(RandomSchedules.Any(3).Sample(150), drawn => Assert.Equal(0, AllocatedBy(drawn.Schedule)));

    private static long AllocatedBy(Schedule schedule)
    {
        long steps = Math.Clamp(schedule.Length ?? 100, 1, 100);
        Ask(schedule, steps);
        // A collection that another test sets off is charged to this thread too, now and then: what schedules allocate, they allocate every time.
        return Enumerable.Range(0, 5).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Ask(schedule, steps);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
    }

    private static double Ask(Schedule schedule, long steps)
    {
        double sum = 0;
        for (long i = 0; i < 10_000; i++)
            sum += schedule.At(i % steps);
        return sum;
    }
}
