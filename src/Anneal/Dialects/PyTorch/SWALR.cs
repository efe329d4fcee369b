using Anneal.Schedules;

namespace Anneal.Dialects;

public static partial class PyTorch
{
    /// <summary>From the current rate to swa_lr, then constant: the rate under stochastic weight averaging.</summary>
    /// <param name="lr">The optimizer's rate when averaging starts.</param>
    /// <param name="swaLr">The rate to end at.</param>
    /// <param name="annealEpochs">Epochs to get there, at least 0; default 10.</param>
    /// <param name="annealStrategy">cos or linear; default cos.</param>
    /// <param name="lastEpoch">Must be −1: PyTorch counts this scheduler's own calls, so it cannot be resumed by an epoch.</param>
    /// <remarks>torch.optim.swa_utils, Izmailov et al. 2018. Ours: <c>Cosine(lr, swaLr, over)</c>.</remarks>
    [Catalogue("lr → swa_lr over anneal_epochs", "pytorch:SWALR(lr=0.1, swa_lr=0.05, anneal_epochs=10)")]
    public static Schedule SWALR(double lr, double swaLr, long annealEpochs = 10, string annealStrategy = "cos", long lastEpoch = -1)
    {
        Guard.Steps(annealEpochs);
        bool cosine = PeerPhases.IsCosine(annealStrategy);
        if (lastEpoch != -1)
            throw new ArgumentOutOfRangeException(nameof(lastEpoch), lastEpoch, "PyTorch's SWALR counts its own calls and starts anew whatever last_epoch is; leave it at −1 and use Skip(n) to go on after n steps.");
        double Alpha(double t)
        {
            double progress = Math.Clamp(t / Math.Max(1, annealEpochs), 0, 1);
            return cosine ? (1 - Math.Cos(Math.PI * progress)) / 2 : progress;
        }

        double Next(double rate, long epoch)
        {
            double step = annealEpochs == 0 ? Math.Max(1, epoch) : epoch;
            (double before, double alpha) = (Alpha(step - 1), Alpha(step));
            double start = before == 1 ? swaLr : (rate - (before * swaLr)) / (1 - before);
            return (swaLr * alpha) + (start * (1 - alpha));
        }

        Schedule curve = annealEpochs == 0 ? Schedule.Constant(swaLr)
            : cosine ? Schedule.Cosine(lr, swaLr, annealEpochs)
            : Schedule.Linear(lr, swaLr, annealEpochs);
        return new TorchScheduler(
            TorchScheduler.Calling(nameof(SWALR)).With("lr", lr).With("swa_lr", swaLr).With("anneal_epochs", annealEpochs).Unless("anneal_strategy", annealStrategy, "cos"),
            curve,
            Next)
        { BaseRate = lr, StartsAfresh = false };
    }
}
