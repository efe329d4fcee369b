using Anneal.Charts.Logs;
using Anneal.Training;

namespace Anneal.Cli.Comparisons;

/// <summary>What the runs measured as TensorBoard reads it: <c>tensorboard --logdir DIR/runs</c>.</summary>
internal static class EventFiles
{
    // TensorBoard itself shows a thousand points of a curve.
    private const int MostSteps = 1000;

    public static void Write(Contest contest, ContestFolder folder)
    {
        foreach (ComparedRun run in contest.Runs)
        {
            string path = folder.Of(run.Entrant, run.Seed).Folder;
            // Written anew when a comparison is gone on with.
            foreach (string old in Directory.Exists(path) ? Directory.GetFiles(path, "events.out.tfevents.*") : [])
                File.Delete(old);
            using EventFileWriter events = EventFileWriter.Create(path);
            events.Settings(new Dictionary<string, object>
            {
                ["schedule"] = run.Entrant.Schedule.ToString(),
                ["label"] = run.Entrant.Label,
                ["seed"] = (double)run.Seed,
                ["optimizer"] = contest.Setup.Optimizer,
                ["epochs"] = (double)contest.Setup.Epochs,
                ["batch"] = (double)contest.Setup.Batch,
            });
            Epochs(events, run.History);
            Steps(events, run.History);
            events.Ended(run.Status is RunStatus.Done);
        }
    }

    private static void Epochs(EventFileWriter events, History history)
    {
        int every = Math.Max(1, (history.Epochs.Count + MostSteps - 1) / MostSteps);
        foreach (EpochRecord epoch in history.Epochs.Where((epoch, index) => index % every == every - 1 || index == history.Epochs.Count - 1))
        {
            foreach ((string metric, double value) in epoch.Values)
                events.Scalar(metric.StartsWith("train_", StringComparison.Ordinal) ? $"train/{metric[6..]}" : $"validation/{metric[11..]}", epoch.Step, value);
            events.Scalar("learning_rate", epoch.Step, epoch.LearningRate);
        }
    }

    // Of many updates the mean of each stretch.
    private static void Steps(EventFileWriter events, History history)
    {
        int every = Math.Max(1, (history.Losses.Count + MostSteps - 1) / MostSteps);
        for (int first = 0; first < history.Losses.Count; first += every)
        {
            int end = Math.Min(first + every, history.Losses.Count);
            double sum = 0;
            for (int step = first; step < end; step++)
                sum += history.Losses[step];
            events.Scalar("train/batch_loss", end, sum / (end - first));
        }
    }
}
