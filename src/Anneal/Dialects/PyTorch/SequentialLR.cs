using Anneal.Schedules;
using Anneal.Schedules.Text;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>Schedulers that change the same rate one after the other at every step.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="schedulers">At least one of this dialect, built for the same <paramref name="lr"/>, in the order in which they step.</param>
    /// <remarks>
    /// For schedulers that multiply (Step, MultiStep, Constant, Linear, Exponential, Polynomial) this is the product of their curves; ours: <c>a * b</c>. The
    /// others have PyTorch's surprises: a LambdaLR, OneCycleLR, CyclicLR or CosineAnnealingWarmRestarts overwrites what those before it did, so that a StepLR after it acts for a
    /// single step; a CosineAnnealingLR works from the rate the others left.
    /// </remarks>
    [Catalogue("each member's step, in order", "pytorch:ChainedScheduler(lr=0.1, schedulers=[LinearLR(start_factor=0.25, total_iters=8), StepLR(step_size=10, gamma=0.3)])")]
    public static Schedule ChainedScheduler(double lr, IReadOnlyList<Schedule> schedulers)
    {
        TorchScheduler[] members = [.. Members(lr, schedulers).Select(member => member as TorchScheduler
            ?? throw new ArgumentException($"PyTorch chains its own schedulers only; multiply instead, a * b: {member}", nameof(schedulers)))];
        Call written = TorchScheduler.Calling(nameof(ChainedScheduler)).With("lr", lr).With("schedulers", members);
        double Next(double rate, long epoch)
        {
            foreach (TorchScheduler member in members)
                rate = member.Next(rate, epoch);
            return rate;
        }

        bool product = members.All(member => member.IsFactor) && lr > 0;
        return new TorchScheduler(written, product ? Product(members, lr) : new Recurrence(written, Next(lr, 0), Next), Next)
        {
            BaseRate = lr,
            Members = new(members),
            IsFactor = product,
            StartsAfresh = members.All(member => member.StartsAfresh),
        };
    }

    /// <summary>Schedulers one after the other: each starts at its milestone, from its own epoch 0.</summary>
    /// <param name="lr">The optimizer's rate.</param>
    /// <param name="schedulers">One more than there are milestones, built for the same <paramref name="lr"/>; schedules of ours are welcome too.</param>
    /// <param name="milestones">The epochs at which the next one takes over, ascending.</param>
    /// <remarks>
    /// Ours: <c>a.For(n).Then(b)</c>. PyTorch's surprises are kept: a milestone of 0 does not start with the second scheduler but reaches it one step late and on top of the
    /// first one's rate; a MultiplicativeLR goes on from the rate it finds. Sequences inside sequences do not shift; 1.13 runs them one step ahead.
    /// </remarks>
    [Catalogue("the i-th scheduler from milestone i on", "pytorch:SequentialLR(lr=0.1, schedulers=[LinearLR(start_factor=0.1, total_iters=5), CosineAnnealingLR(T_max=20)], milestones=[5])")]
    public static Schedule SequentialLR(double lr, IReadOnlyList<Schedule> schedulers, IReadOnlyList<long> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        Schedule[] members = Members(lr, schedulers);
        if (members.Length != milestones.Count + 1)
            throw new ArgumentException($"There must be one scheduler more than milestones, but there are {members.Length} and {milestones.Count}.", nameof(milestones));
        Values<long> starts = Guard.Ascending(milestones, repeats: true, nameof(milestones));
        Call written = TorchScheduler.Calling(nameof(SequentialLR)).With("lr", lr).With("schedulers", members).With("milestones", starts);

        double Next(double rate, long epoch)
        {
            int active = Stairs.Passed(starts.Span, epoch);
            if (active == 0)
                return Step(members[0], rate, epoch, false);
            long start = starts[active - 1];
            // A milestone that was never met while stepping leaves its scheduler before its own start.
            return start == 0 ? Step(members[active], rate, epoch - 1, false) : Step(members[active], rate, epoch - start, epoch == start);
        }

        bool pieces = (starts.Count == 0 || starts[0] > 0) && members.All(member => member is not TorchScheduler torch || (torch.StartsAfresh && !IsStuck(torch)));
        return new TorchScheduler(written, pieces ? Pieces(members, starts) : new Recurrence(written, Step(members[0], lr, 0, false), Next), Next) { BaseRate = lr, Members = new(members) };
    }

    private static double Step(Schedule member, double rate, long epoch, bool restarts) => member switch
    {
        TorchScheduler { Written.Name: nameof(SWALR) } swa => swa.Next(rate, epoch + 1),
        TorchScheduler torch when restarts && torch.StartsAfresh => IsStuck(torch) ? torch.BaseRate!.Value : torch.Curve.Value(0),
        TorchScheduler torch => torch.Next(rate, epoch),
        _ => member.Value(epoch),
    };

    /// <summary>A ConstantLR or LinearLR of no length: stuck at its factor when it comes first, at the base rate when a sequence restarts it.</summary>
    private static bool IsStuck(TorchScheduler scheduler)
        => scheduler is { IsFactor: false, Written.Name: nameof(ConstantLR) or nameof(LinearLR), Curve.Length: null };

    private static Schedule Pieces(Schedule[] members, Values<long> starts)
    {
        Schedule result = members[^1];
        for (int i = starts.Count - 1; i >= 0; i--)
            result = members[i].For(starts[i] - (i == 0 ? 0 : starts[i - 1])).Then(result);
        return result;
    }

    private static Schedule Product(TorchScheduler[] members, double lr)
    {
        Schedule result = members[0].Curve;
        foreach (TorchScheduler member in members.Skip(1))
            result *= (1 / lr) * member.Curve;
        return result;
    }

    private static Schedule[] Members(double lr, IReadOnlyList<Schedule> schedulers)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        Guard.Rate(lr);
        if (schedulers.Count == 0)
            throw new ArgumentException("There must be at least one scheduler.", nameof(schedulers));
        foreach (Schedule scheduler in schedulers)
        {
            if (scheduler is TorchScheduler { BaseRate: double rate } && rate != lr)
                throw new ArgumentException(FormattableString.Invariant($"All schedulers work on one optimizer, whose rate is {lr}, but this one was built for {rate}: {scheduler}"), nameof(schedulers));
        }

        return [.. schedulers];
    }
}
