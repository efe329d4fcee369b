using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Diagnoses;

namespace Anneal.Tests.Training.Diagnoses;

/// <summary>Trains for a moment and measures everything that a diagnosis asks for.</summary>
internal static class Watched
{
    public static Signs Signs(Module network, UpdateRule rule, Dataset data, int epochs, int batch = 16, Dataset? validation = null)
    {
        batch = Math.Min(batch, data.Count);
        Listener listener = new(network, data, batch);
        Trainer trainer = new(network, rule.For(network.Parameters)) { Listeners = [listener], Threads = 1 };
        string? broken = null;
        try
        {
            trainer.Fit(new BatchLoader(data, batch), epochs, validation is null ? null : new BatchLoader(validation, batch));
        }
        catch (ArithmeticException exception)
        {
            broken = exception.Message;
        }

        return new()
        {
            Losses = trainer.History.Losses,
            Rates = trainer.History.Rates,
            StepsPerEpoch = (data.Count + batch - 1) / batch,
            ValidationLosses = validation is null ? [] : trainer.History.Of("validation_loss"),
            Chance = Chance.Of(data),
            Dead = listener.Dead,
            Gradients = listener.Gradients,
            Updates = listener.Updates,
            NonFinite = broken,
        };
    }

    private sealed class Listener(Module network, Dataset data, int batch) : TrainingListener
    {
        private readonly GradientNorms _norms = GradientNorms.Of(network.Parameters);
        private readonly UpdateRatios _ratios = new(network.Parameters);
        private long _step;

        public List<DeadScan> Dead { get; } = [];

        public List<GradientSample> Gradients { get; } = [];

        public List<UpdateSample> Updates { get; } = [];

        public override void Began(Trainer trainer, TrainingPlan plan) => Scan(0);

        public override void Updating(Trainer trainer)
        {
            _norms.Measure();
            Gradients.Add(new(_step, _norms.Global, _norms.Profile));
            _ratios.Before();
        }

        public override void Stepped(in StepReport step)
        {
            if (step.Updated)
                Updates.Add(new(_step++, _ratios.After()));
        }

        public override void EpochEnded(Trainer trainer, EpochRecord epoch) => Scan(epoch.Epoch);

        private void Scan(int epoch) => Dead.Add(new(epoch, DeadUnits.Scan(network, new BatchLoader(data, batch).Epoch(0))));
    }
}
