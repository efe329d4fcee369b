using System.Diagnostics;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Parameters;
using Anneal.Tensors;
using Anneal.Training.Instrumentation;

namespace Anneal.Training;

/// <summary>Measures loss and metrics over data, with the weights that are meant for it.</summary>
internal sealed class Validation(Trainer trainer, BatchLoader data, Loss loss)
{
    private readonly Tape _tape = new() { Threads = trainer.Threads };
    private readonly double[] _sums = new double[2 + trainer.Metrics.Sum(metric => metric.Sums)];
    private double[] _outputs = [];

    /// <summary>The values by name.</summary>
    /// <param name="training">Batches for the running values of batch norms, where an average is judged; null leaves them.</param>
    /// <param name="cancellation">Ends it between two batches; weights and running values are put back.</param>
    public SortedDictionary<string, double> Measure(BatchLoader? training, CancellationToken cancellation)
    {
        using Activity? activity = Instruments.Source.StartActivity("anneal.validation");
        activity?.SetTag("anneal.examples", data.Data.Count);
        Array.Clear(_sums);
        using (trainer.Optimizer.EvaluationWeights())
        using (trainer.Average is { Count: > 0 } average ? average.EvaluationWeights() : null)
        {
            Dictionary<string, Array>? kept = training is not null && trainer.RefreshBatchNorms > 0 && trainer.Average is { Count: > 0 } ? Weights.Take(trainer.Network.Buffers) : null;
            try
            {
                if (kept is not null)
                    trainer.Network.RefreshBatchNorms(Inputs(training!), cancellation);
                Pass(cancellation);
            }
            finally
            {
                if (kept is not null)
                    Weights.Put(kept, trainer.Network.Buffers);
            }
        }

        SortedDictionary<string, double> values = new(StringComparer.Ordinal);
        MetricSums.Read(trainer.Metrics, _sums, "", values);
        if (activity is not null)
        {
            foreach ((string name, double value) in values)
                activity.SetTag($"anneal.metric.{name}", value);
        }

        return values;
    }

    private void Pass(CancellationToken cancellation)
    {
        Precision precision = trainer.Network.Parameters.Precision;
        long stamp = trainer.Time.GetTimestamp();
        foreach (Batch batch in data.Epoch(0))
        {
            cancellation.ThrowIfCancellationRequested();
            using (_tape.Step())
            {
                Tensor output = trainer.Network.Predict(batch.InputTensor(precision));
                MetricSums.Add(trainer.Metrics, output, batch, loss(output, batch).Value, ref _outputs, _sums);
            }

            for (int i = 0; i < trainer.Listeners.Count; i++)
                trainer.Listeners[i].Validated(batch.Index + 1, data.BatchesPerEpoch);
            long now = trainer.Time.GetTimestamp();
            trainer.History.Phases.Add(TrainingPhase.Validation, trainer.Time.GetElapsedTime(stamp, now));
            stamp = now;
        }
    }

    private IEnumerable<Tensor> Inputs(BatchLoader training)
        => training.Epoch(trainer.Position.Epoch).Take(trainer.RefreshBatchNorms).Select(batch => batch.InputTensor(trainer.Network.Parameters.Precision));
}
