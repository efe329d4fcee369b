using Anneal.Cli.Experiments;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

internal sealed class RunObserver(Setup setup) : TrainingListener
{
    public double Seconds { get; private set; }
    public Setup Setup => setup;

    public RunVerdict Judge(Trainer trainer, string? diverged) => diverged is null ? RunVerdict.None : new(true, [new("diverged", diverged, "")]);
}
