using System.Numerics;

namespace Anneal.Optimizers;

/// <summary>What the rules share that estimate one distance d to the solution over all their groups.</summary>
internal static class DistanceEstimate
{
    /// <summary>The rate of all groups: they may differ only in being 0.</summary>
    public static double Rate<T>(Work<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = 0;
        foreach (Block<T> block in work.Blocks)
            largest = Math.Max(largest, work.At(block).Rate);
        foreach (Block<T> block in work.Blocks)
        {
            double rate = work.At(block).Rate;
            if (rate != largest && rate != 0)
                throw new InvalidOperationException(FormattableString.Invariant($"{block.Rule.GetType().Name} estimates one step size for all groups, but '{block.Group.Name}' has the rate {rate} and another group {largest}: give them the same rate, or 0 to hold a group still."));
        }

        return largest;
    }

    /// <summary>The corrections of both of Adam's means as one factor on the rate.</summary>
    public static double Correction(double beta1, double beta2, double step)
        => Math.Sqrt(1 - Hyper.Power(beta2, step)) / (1 - Hyper.Power(beta1, step));

    /// <summary>What a coupled decay adds to the gradient per weight.</summary>
    public static double Penalty(UpdateRule rule, in StepContext at) => rule.DecayMode is WeightDecayMode.Coupled ? at.WeightDecay : 0;

    /// <summary>What a decoupled decay leaves of a weight, when the step is as long as the estimate says.</summary>
    public static double Keep(UpdateRule rule, in StepContext at, double rate) => rule.DecayMode switch
    {
        WeightDecayMode.Decoupled => 1 - (rate * at.WeightDecay),
        WeightDecayMode.DecoupledFixed => 1 - at.WeightDecay,
        _ => 1,
    };

    /// <summary>How far an estimate may grow in one update: 1 or more, also without bound.</summary>
    public static double Growth(double value, string name)
        => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be at least 1, or infinity for no bound, not {value}."));
}

/// <summary>w ← keep·w − η·m/(√v + ε): the second pass of the rules that scale their moments by d.</summary>
internal readonly struct ScaledMomentStep<T>(double keep, double rate, double epsilon) : IFusedRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _keep = new(T.CreateTruncating(keep));
    private readonly Vector<T> _rate = new(T.CreateTruncating(rate));
    private readonly Vector<T> _epsilon = new(T.CreateTruncating(epsilon));

    public static int Slots => 2;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    public void Apply(ref Lane<T> lane)
        => lane.Weight = (_keep * lane.Weight) - (_rate * (lane.First / (Vector.SquareRoot(lane.Second) + _epsilon)));
}
