using System.Diagnostics;
using System.Globalization;
using Anneal.Training;
using Anneal.Training.Checkpoints;

namespace Anneal.Cli.Resuming;

/// <summary>A training in a process of its own that is killed at random moments and begun again, which goes on from the last checkpoint.</summary>
internal sealed class Killed(Trial trial, string path, IReadOnlyList<string> arguments, Random random)
{
    /// <summary>Steps from one checkpoint to the next.</summary>
    public const int Every = 5;

    // About as long as a process takes to begin training.
    private const int Startup = 300;

    /// <summary>How often it was killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills until it was enough, lets the run end, and compares: null when every bit is that of the run nobody killed.</summary>
    public string? Run(int kills)
    {
        while (!Ends(kills))
        {
        }

        (Trainer Trainer, Data.BatchLoader Training, Data.BatchLoader? Validation) whole = trial.Fresh();
        whole.Trainer.Fit(whole.Training, trial.Epochs, whole.Validation);
        Trainer ended = trial.Fresh().Trainer;
        ended.Restore(path);
        return ResumeCheck.Difference(whole.Trainer, ended);
    }

    /// <summary>The work of the process that is killed.</summary>
    public static void Train(Trial trial, string path, TextWriter told)
    {
        (Trainer trainer, Data.BatchLoader training, Data.BatchLoader? validation) = trial.Fresh([new Checkpoints(path) { EverySteps = Every }, new Teller(told)]);
        if (File.Exists(path))
            trainer.Restore(path);
        trainer.Fit(training, trial.Epochs, validation);
    }

    /// <summary>Starts the process, and kills it unless that was done often enough; whether the run is over and was killed often enough.</summary>
    private bool Ends(int kills)
    {
        using Process child = Start();
        Task<string> errors = child.StandardError.ReadToEndAsync();
        if (Kills < kills)
        {
            int checkpoints = random.Next(5);
            if (checkpoints == 0)
                child.WaitForExit(random.Next(Startup));
            for (int i = 0; i < checkpoints && child.StandardOutput.ReadLine() is not null; i++)
            {
            }

            child.WaitForExit(random.Next(8));
            if (!child.HasExited)
            {
                child.Kill();
                child.WaitForExit();
                Kills++;
                return false;
            }
        }

        child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new UserError($"The training that was to be killed ended by itself, with exit code {child.ExitCode}: {errors.Result.Trim()}");
        if (Kills >= kills)
            return true;
        // It was over too soon.
        File.Delete(path);
        return false;
    }

    private Process Start()
    {
        string tool = typeof(Killed).Assembly.Location;
        ProcessStartInfo start = new(tool.Length > 0 ? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet" : Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (tool.Length > 0)
            start.ArgumentList.Add(tool);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Says when a checkpoint was written.</summary>
    private sealed class Teller(TextWriter told) : TrainingListener
    {
        public override void Stepped(in StepReport step)
        {
            if (step.Step % Every != 0)
                return;
            told.WriteLine(step.Step.ToString(CultureInfo.InvariantCulture));
            told.Flush();
        }
    }
}
