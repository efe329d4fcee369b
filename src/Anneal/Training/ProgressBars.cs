using System.Globalization;

namespace Anneal.Training;

/// <summary>Writes how a run goes: a bar while an epoch and its validation are under way, and a line when they are over.</summary>
/// <remarks>Rate, loss (a mean over about the last 50 batches), examples per second and the time left to the end of the run. Time passes by the trainer's clock.</remarks>
/// <example><c>Listeners = [new ProgressBars(Console.Out, live: !Console.IsOutputRedirected)]</c></example>
public sealed class ProgressBars : TrainingListener
{
    private const int Cells = 20;
    private const string Eighths = "▏▎▍▌▋▊▉█";
    private const double Kept = 0.98;

    // Ten times a second is as often as anybody looks.
    private const double Between = 0.1;

    private readonly TextWriter _output;
    private readonly bool _live;
    private Trainer? _trainer;
    private TrainingPlan? _plan;
    private long _began;
    private long _written;
    private long _examples;
    private double _loss;
    private double _weight;
    private bool _open;

    /// <summary>Progress on a text writer.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="live">Whether it is a terminal, where a line can be written again in its place (true); otherwise there is a line for each epoch and nothing in between.</param>
    public ProgressBars(TextWriter output, bool live)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_output, _live) = (output, live);
    }

    /// <inheritdoc/>
    public override void Began(Trainer trainer, TrainingPlan plan)
    {
        (_trainer, _plan, _examples, _loss, _weight) = (trainer, plan, 0, 0, 0);
        _began = _written = trainer.Time.GetTimestamp();
    }

    /// <inheritdoc/>
    public override void Stepped(in StepReport step)
    {
        _examples += step.Examples;
        _loss = (Kept * _loss) + ((1 - Kept) * step.Loss);
        _weight = (Kept * _weight) + (1 - Kept);
        if (!_live || !IsTime())
            return;
        double rate = _examples / Seconds;
        double left = (((double)_plan!.Epochs * _plan.Examples) - (((double)(step.Epoch - 1) * _plan.Examples) + ((double)step.Batch / _plan.Batches * _plan.Examples))) / rate;
        Show(string.Create(CultureInfo.InvariantCulture, $"{Epoch(step.Epoch)}  {Bar((double)step.Batch / _plan.Batches)} {step.Batch}/{_plan.Batches}  rate {step.LearningRate:0.####}  loss {_loss / _weight:0.####}  {rate:#,0} examples/s  {Time(left)} left"));
    }

    /// <inheritdoc/>
    public override void Validated(int batch, int batches)
    {
        if (_live && _plan is not null && IsTime())
            Show($"{Epoch(_trainer!.Position.Epoch + 1)}  {Bar((double)batch / batches)} {batch}/{batches}  validating");
    }

    /// <inheritdoc/>
    public override void EpochEnded(Trainer trainer, EpochRecord epoch)
    {
        Close();
        string metrics = string.Join("  ", epoch.Values.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.####}")));
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Epoch(epoch.Epoch)}  rate {epoch.LearningRate:0.####}  {metrics}  {Time(epoch.Seconds)}"));
    }

    /// <inheritdoc/>
    public override void Ended(Trainer trainer, TrainingEnd end)
    {
        Close();
        if (end is not TrainingEnd.Finished)
            _output.WriteLine($"The run ended after {trainer.Optimizer.Step} updates: {Words(end)}.");
        _output.Flush();
    }

    private double Seconds => _trainer!.Time.GetElapsedTime(_began).TotalSeconds;

    private bool IsTime()
    {
        if (_open && _trainer!.Time.GetElapsedTime(_written).TotalSeconds < Between)
            return false;
        _written = _trainer!.Time.GetTimestamp();
        return true;
    }

    private void Show(string line)
    {
        _output.Write($"\r{line}\e[K");
        _output.Flush();
        _open = true;
    }

    private void Close()
    {
        if (_open)
            _output.Write("\r\e[K");
        _open = false;
    }

    private string Epoch(int epoch) => $"epoch {epoch.ToString(CultureInfo.InvariantCulture).PadLeft(_plan!.Epochs.ToString(CultureInfo.InvariantCulture).Length)}/{_plan.Epochs}";

    private static string Bar(double share)
    {
        int eighths = (int)(Math.Clamp(share, 0, 1) * Cells * 8);
        return (new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : Eighths[(eighths % 8) - 1])).PadRight(Cells, '·');
    }

    private static string Time(double seconds)
        => !double.IsFinite(seconds) ? "?"
            : seconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
            : TimeSpan.FromSeconds(Math.Min(seconds, 3e8)).ToString(seconds < 3600 ? @"m\:ss" : seconds < 86400 ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);

    private static string Words(TrainingEnd end) => end switch
    {
        TrainingEnd.StoppedEarly => "nothing has improved for long enough",
        TrainingEnd.Diverged => "the loss is no number any more",
        TrainingEnd.Interrupted => "it was left, and can be gone on with",
        _ => "it failed",
    };
}
