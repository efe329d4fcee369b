using Anneal.Cli.Experiments;
using Anneal.Cli.Inputs;
using Anneal.Cli.Plans;
using Anneal.Cli.Storage;
using Anneal.Cli.Terminal;
using Anneal.Comparing;
using Anneal.Schedules.Lint;

namespace Anneal.Cli.Comparisons;

/// <summary>From a plan to results: reads the data, trains, watches, writes.</summary>
internal static class ContestRunner
{
    /// <summary>Everything that can be refused is refused here, before anything is trained.</summary>
    public static (Setup Setup, IReadOnlyList<Entrant> Entrants) Prepare(Plan plan, TextWriter progress)
    {
        (Experiment experiment, ExperimentData data) = PlannedExperiment.Load(plan, progress);
        if (plan.Against is string against && !plan.Schedules.Any(schedule => schedule.Label == against))
            throw new UserError($"--against names '{against}', which is none of the schedules: {string.Join(", ", plan.Schedules.Select(schedule => schedule.Label))}.");
        Setup setup = new(experiment, data, plan.Epochs, plan.Batch, plan.Optimizer, plan.Metrics, plan.Options);
        return (setup, Entrant.Read(plan.Schedules.Select(schedule => new Written(schedule.Label, schedule.Text)), setup.Length));
    }

    /// <summary>Trains, and stores the runs: in the usual place where no other is chosen.</summary>
    public static int Run(Plan plan, ContestFolder folder, (Setup Setup, IReadOnlyList<Entrant> Entrants) prepared, int threads, bool json, Screen screen, StoreChoice? store = null)
    {
        using Recording? recording = Recorded(store ?? StoreChoice.Usual, folder, screen);
        Contest contest = new(prepared.Setup, prepared.Entrants, plan.Seeds, plan.FirstSeed, threads, folder, recording);
        if (!json)
            Announce(contest, screen);
        Interruption? interruption = null;
        try
        {
            interruption = new Interruption();
            ContestView view = new(contest, screen);
            contest.Train(json ? () => { } : view.Update, interruption.Token);
            if (!json)
                view.Clear();
            if (interruption.Token.IsCancellationRequested && contest.Runs.Any(run => !run.IsOver))
            {
                screen.Error.WriteLine($"Interrupted: {contest.Runs.Count(run => run.IsOver)} of {contest.Runs.Count} runs are over, the others are kept as they are. Go on with: anneal resume {folder.Path}");
                return Interruption.ExitCode;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserError(GoOn(exception.Message, folder));
        }
        finally
        {
            interruption?.Dispose();
            if (recording?.Failure is string failure)
                screen.Error.WriteLine($"The store has not all of this: {failure} The folder has: 'anneal resume {folder.Path}' stores what is missing.");
        }

        Ranking ranking = contest.Rank(plan.Against);
        try
        {
            ContestFiles.Write(contest, ranking, folder);
        }
        catch (UserError error)
        {
            throw new UserError(GoOn(error.Message, folder));
        }

        if (json)
        {
            ContestJson.Write(screen.Data, contest, ranking, folder.Path);
            return 0;
        }

        new ResultTable(contest, ranking).Write(screen);
        screen.Out.WriteLine();
        screen.Out.WriteLine($"{ContestWords.Count(contest.Runs.Count, "run")} in {NumberCell.Time(contest.Seconds)}. Report: {folder.Place(ContestFiles.Report)}");
        return 0;
    }

    // Checkpoints and what is over are there.
    private static string GoOn(string problem, ContestFolder folder) => $"{problem}\nWhat was trained is kept. When that is mended: anneal resume {folder.Path}";

    private static Recording? Recorded(StoreChoice choice, ContestFolder folder, Screen screen)
    {
        IRunStore? store = null;
        try
        {
            store = choice.OpenToRecord(screen.Error);
            return store is null ? null : new Recording(store, folder.GoesOn);
        }
        catch (StoreException exception)
        {
            store?.Dispose();
            throw new UserError($"{exception.Message} Nothing was trained. To do without a store: anneal resume {folder.Path} --no-store");
        }
    }

    private static void Announce(Contest contest, Screen screen)
    {
        Setup setup = contest.Setup;
        HelpText.Paragraph(screen, $"{setup.Experiment.Name}: {setup.Data.Origin}.", 0);
        HelpText.Paragraph(screen, FormattableString.Invariant($"{ContestWords.Count(contest.Entrants.Count, "schedule")} × {ContestWords.Count(contest.Seeds, "seed")} × {ContestWords.Count(setup.Epochs, "epoch")} of {setup.Length.StepsPerEpoch} updates, batch {setup.Batch}, {setup.Optimizer}, {ContestWords.Count(contest.Threads, "thread")}."), 0);
        foreach (Entrant entrant in contest.Entrants)
        {
            foreach (Finding finding in entrant.Schedule.Check(setup.Length).Where(finding => finding.Severity is not Severity.Note))
                HelpText.Paragraph(screen, $"{entrant.Label}: {finding.Problem} {finding.Remedy}", 0);
        }

        screen.Out.WriteLine();
        screen.Out.Flush();
    }
}
