using System.Diagnostics;
using System.Diagnostics.Metrics;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Tests.Data;
using Anneal.Training;
using Anneal.Training.Instrumentation;
using Anneal.Training.Metrics;

namespace Anneal.Tests.Training.Instrumentation;

/// <summary>What a monitor sees. Other tests train at the same time: everything is told apart by the run's name.</summary>
[Collection("instruments")]
public class InstrumentsTests
{
    private static readonly BatchLoader _training = new(new Small.Angles(60), 20);
    private static readonly BatchLoader _validation = new(new Small.Angles(20, 2), 10);

    private static Trainer Named(string name, UpdateRule rule, params IReadOnlyList<TrainingListener> listeners)
    {
        Module network = Small.Network();
        return new(network, rule.For(network.Parameters)) { Name = name, Threads = 1, ClipNorm = 1, Metrics = [new Accuracy()], Listeners = listeners };
    }

    /// <summary>The spans of a run by its name, in the order in which they ended.</summary>
    private static List<Activity> Spans(string run, Action train)
    {
        List<Activity> ended = [];
        using ActivitySource outside = new($"test {run}");
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name is Instruments.Name || source == outside,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (ended)
                    ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using (Activity? own = outside.StartActivity("test"))
        {
            train();
            Assert.Same(own, Activity.Current);
        }

        lock (ended)
        {
            ActivityTraceId trace = ended.Find(one => one.Source == outside)!.TraceId;
            return [.. ended.Where(activity => activity.TraceId == trace && activity.Source != outside)];
        }
    }

    [Fact]
    public void A_run_is_a_span_with_epochs_validations_and_checkpoints_inside()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "run.safetensors");
        Trainer trainer = Named("spans", new Sgd { LearningRate = 0.1 }, new Anneal.Training.Checkpoints.Checkpoints(path));
        List<Activity> spans = Spans("spans", () => trainer.Fit(_training, 2, _validation));
        Assert.Equal(["anneal.validation", "anneal.checkpoint", "anneal.epoch", "anneal.validation", "anneal.checkpoint", "anneal.epoch", "anneal.run"], spans.Select(span => span.OperationName));
        (Activity epoch, Activity run) = (spans[5], spans[6]);
        Assert.Equal([epoch.SpanId, epoch.SpanId, run.SpanId], spans[3..6].Select(span => span.ParentSpanId));
        Assert.Equal((2, 6L, trainer.History.Of("validation_accuracy")[1]), (epoch.GetTagItem("anneal.epoch"), epoch.GetTagItem("anneal.step"), epoch.GetTagItem("anneal.metric.validation_accuracy")));
        Assert.Equal(("spans", "sgd(0.1)", 2, 20, "finished"), (run.GetTagItem("anneal.run.name"), run.GetTagItem("anneal.optimizer"), run.GetTagItem("anneal.epochs"), run.GetTagItem("anneal.batch_size"), run.GetTagItem("anneal.run.end")));
        Assert.Equal((path, new FileInfo(path).Length), (spans[4].GetTagItem("file.path"), spans[4].GetTagItem("file.size")));
        Assert.Equal(trainer.History.Of("validation_loss")[1], spans[3].GetTagItem("anneal.metric.loss"));
    }

    [Fact]
    public void The_callers_own_span_is_in_force_between_two_steps_and_a_loop_that_is_left_ends_its_spans()
    {
        Trainer trainer = Named("left", new Sgd());
        List<Activity> spans = Spans("left", () =>
        {
            Activity? own = Activity.Current;
            foreach (StepReport step in trainer.Run(_training, 2, _validation))
            {
                Assert.Same(own, Activity.Current);
                if (step.Step == 4)
                    break;
            }
        });
        Assert.Equal(["anneal.validation", "anneal.epoch", "anneal.epoch", "anneal.run"], spans.Select(span => span.OperationName));
        Assert.Equal("interrupted", spans[^1].GetTagItem("anneal.run.end"));
    }

    [Fact]
    public void A_run_that_diverged_is_an_error_with_its_reason()
    {
        string message = "";
        Activity run = Spans("wild", () => message = Assert.Throws<ArithmeticException>(() => Named("wild", new Sgd { LearningRate = 1e30 }).Fit(_training, 9)).Message)[^1];
        Assert.Equal((ActivityStatusCode.Error, "diverged"), (run.Status, run.GetTagItem("anneal.run.end")));
        Assert.Equal(message, run.StatusDescription);
    }

    [Fact]
    public void Steps_are_counted_and_measured()
    {
        List<(string Instrument, double Value, string? Metric)> heard = [];
        using MeterListener listener = new() { InstrumentPublished = (instrument, one) => { if (instrument.Meter.Name == Instruments.Name) one.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        Trainer trainer = Named("measured", new Sgd { LearningRate = 0.1 });
        trainer.Fit(_training, 2, _validation);

        double[] Of(string name) => [.. heard.Where(one => one.Instrument == name).Select(one => one.Value)];
        Assert.Equal([1, 1, 1, 1, 1, 1], Of("anneal.steps"));
        Assert.Equal(120, Of("anneal.examples").Sum());
        Assert.Equal(trainer.History.Losses, Of("anneal.loss"));
        Assert.Equal(trainer.History.Rates, Of("anneal.learning_rate"));
        Assert.Equal(6, Of("anneal.gradient_norm").Count(norm => norm > 0));
        Assert.Equal(6, Of("anneal.step.duration").Count(seconds => seconds > 0));
        Assert.Equal(trainer.History.Epochs.Select(epoch => epoch.Seconds), Of("anneal.epoch.duration"));
        Assert.Equal(trainer.History.Of("validation_accuracy"), heard.Where(one => one.Metric == "validation_accuracy").Select(one => one.Value));

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? metric = null;
            bool mine = false;
            foreach ((string name, object? tag) in tags)
            {
                mine |= name == "anneal.run.name" && tag is "measured";
                metric = name == "anneal.metric.name" ? (string?)tag : metric;
            }

            if (mine)
                heard.Add((instrument.Name, value, metric));
        }
    }

    [Fact]
    public void Recording_a_step_allocates_nothing()
        => Assert.Equal(0, Allocated.Bytes(() => Instruments.Record(new StepReport(1, 1, 1, 0.5, 0.1, 20, true, 3.0), 0.01, [])));
}
