using Anneal.Optimizers;

namespace Anneal.Cli.Storage;

/// <summary>What a run is said to measure besides the metrics of its epochs. Steps are counted from 1, those that a guard skipped included.</summary>
internal static class RunMetrics
{
    /// <summary>Of every step: the mean loss of its examples, before the update.</summary>
    public const string Loss = "loss";

    /// <summary>Of every step: the rate of the update. Of other groups than the rest: with a slash and the group's name behind it.</summary>
    public const string Rate = "learning_rate";

    /// <summary>The norm of all gradients before clipping, where it was measured.</summary>
    public const string GradientNorm = "gradient_norm";

    /// <summary>What the guard did, where it acted: a number of <see cref="GuardAction"/>.</summary>
    public const string Guard = "guard";

    /// <summary>The number of an epoch, at its last step.</summary>
    public const string Epoch = "epoch";

    /// <summary>Seconds of an epoch, validation included.</summary>
    public const string EpochSeconds = "epoch_seconds";

    /// <summary>Training examples of an epoch.</summary>
    public const string EpochExamples = "epoch_examples";

    /// <summary>Whether it says where a run is rather than how good it is.</summary>
    public static bool IsBookkeeping(string metric) => metric is Epoch or EpochSeconds or EpochExamples;

    public static string RateOf(string group) => $"{Rate}/{group}";
}
