namespace Anneal.Cli.Configuration.Forms;

/// <summary>How long the Trainer trains and warms up, in updates: <c>max_steps</c>, else ⌈epochs · updates of an epoch⌉; <c>warmup_steps</c>, else ⌈ratio · updates⌉.</summary>
internal sealed record HuggingFaceLength(long Updates, long Warmup)
{
    public static HuggingFaceLength Of(double epochs, long maxSteps, double warmupRatio, long warmupSteps, long perEpoch)
    {
        long updates = maxSteps > 0 ? maxSteps : (long)Math.Ceiling(epochs * perEpoch);
        return new(updates, warmupSteps > 0 ? warmupSteps : (long)Math.Ceiling(updates * warmupRatio));
    }

    /// <summary>Whole epochs that hold all updates.</summary>
    public int Epochs(long perEpoch) => (int)Math.Clamp((Updates + perEpoch - 1) / perEpoch, 1, int.MaxValue);
}
