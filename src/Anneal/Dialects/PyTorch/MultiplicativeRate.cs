namespace Anneal.Dialects;

/// <summary>PyTorch's <c>MultiplicativeLR</c> as the small state machine it is: the rate of each step is the one before times a function of the epoch.</summary>
/// <param name="lrLambda">The factor, of the epoch from 1 on.</param>
/// <param name="lr">The optimizer's rate, in force at epoch 0.</param>
public sealed class MultiplicativeRate(double lr, Func<double, double> lrLambda)
{
    /// <summary>All that it remembers: read it to save, set it to restore.</summary>
    public State Memory { get; set; } = new(lr, 0);

    /// <summary>The learning rate in force.</summary>
    public double Rate => Memory.Rate;

    /// <summary>One call of <c>step()</c>.</summary>
    public void Step()
    {
        long epoch = Memory.Epoch + 1;
        Memory = new(Memory.Rate * lrLambda(epoch), epoch);
    }

    /// <summary>The rate and the epoch it belongs to.</summary>
    /// <param name="Rate">The learning rate.</param>
    /// <param name="Epoch">Steps made.</param>
    public readonly record struct State(double Rate, long Epoch);
}
