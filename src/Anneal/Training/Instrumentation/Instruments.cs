using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Anneal.Training.Instrumentation;

/// <summary>What monitors such as OpenTelemetry may listen to: spans of runs, epochs, validations and checkpoints, and measurements of steps. Nothing is made of either while nobody listens.</summary>
/// <remarks>
/// Spans: <c>anneal.run</c>, <c>anneal.epoch</c>, <c>anneal.validation</c>, <c>anneal.checkpoint</c>. Counters: <c>anneal.steps</c>, <c>anneal.examples</c>. Gauges: <c>anneal.loss</c>,
/// <c>anneal.learning_rate</c>, and <c>anneal.metric</c> with the tag <c>anneal.metric.name</c> after each epoch. Histograms: <c>anneal.gradient_norm</c>, where clipping measures it,
/// <c>anneal.step.duration</c> and <c>anneal.epoch.duration</c>, in seconds. All carry <c>anneal.run.name</c> where <see cref="Trainer.Name"/> is set.
/// </remarks>
/// <example><code>builder.WithTracing(tracing =&gt; tracing.AddSource(Instruments.Name)).WithMetrics(metrics =&gt; metrics.AddMeter(Instruments.Name));</code></example>
public static class Instruments
{
    /// <summary>The name of the source of spans and of the meter.</summary>
    public const string Name = "Anneal";

    private static readonly string _version = typeof(Instruments).Assembly.GetName().Version?.ToString(3) ?? "";
    private static readonly Meter _meter = new(Name, _version);
    private static readonly Counter<long> _steps = _meter.CreateCounter<long>("anneal.steps", "{step}", "Training steps.");
    private static readonly Counter<long> _examples = _meter.CreateCounter<long>("anneal.examples", "{example}", "Training examples seen.");
    private static readonly Gauge<double> _loss = _meter.CreateGauge<double>("anneal.loss", description: "The loss of the last step.");
    private static readonly Gauge<double> _rate = _meter.CreateGauge<double>("anneal.learning_rate", description: "The rate of the last step.");
    private static readonly Gauge<double> _metric = _meter.CreateGauge<double>("anneal.metric", description: "What the last epoch measured.");
    private static readonly Histogram<double> _norm = _meter.CreateHistogram("anneal.gradient_norm", null, "The norm of all gradients before clipping.", null, Bounds(1e-3, 2, 20));
    private static readonly Histogram<double> _stepSeconds = _meter.CreateHistogram("anneal.step.duration", "s", "Time of a training step, waiting for data included.", null, Bounds(1e-5, 2, 20));
    private static readonly Histogram<double> _epochSeconds = _meter.CreateHistogram("anneal.epoch.duration", "s", "Time of an epoch, its validation included.", null, Bounds(0.01, 2, 20));

    internal static ActivitySource Source { get; } = new(Name, _version);

    internal static void Record(in StepReport step, double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _steps.Add(1, tags);
        _examples.Add(step.Examples, tags);
        _loss.Record(step.Loss, tags);
        _rate.Record(step.LearningRate, tags);
        if (step.GradientNorm is double norm)
            _norm.Record(norm, tags);
        _stepSeconds.Record(seconds, tags);
    }

    internal static void Record(EpochRecord epoch, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _epochSeconds.Record(epoch.Seconds, tags);
        if (!_metric.Enabled)
            return;
        foreach ((string name, double value) in epoch.Values)
            _metric.Record(value, [.. tags, new("anneal.metric.name", name)]);
    }

    // Buckets that are usual for requests to a server say nothing about gradients.
    private static InstrumentAdvice<double> Bounds(double first, double factor, int count)
        => new() { HistogramBucketBoundaries = [.. Enumerable.Range(0, count).Select(i => first * Math.Pow(factor, i))] };
}
