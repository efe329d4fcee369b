using Anneal.Controllers;
using Anneal.Data;
using Anneal.Modules.Models;
using Anneal.Optimizers;
using Anneal.Training;
using Anneal.Training.Events;
using Microsoft.Extensions.Logging;

namespace Anneal.Samples.Start;

/// <summary>Events of a training in the log of your application: one line passes them on, with level, id, template and values.</summary>
public static class Logging
{
    public static void Run(TextWriter Console)
    {
        // Yours has AddConsole(), AddJsonConsole(), OpenTelemetry or whatever else you use.
        using ILoggerFactory factory = LoggerFactory.Create(logging => logging.AddProvider(new WriterLogs(Console)));
        ILogger logger = factory.CreateLogger("Training");

        MultilayerPerceptron network = new(1, 16, 1);
        network.Initialize(seed: 1);
        Trainer trainer = new(network, new Sgd { LearningRate = 0.2 }.For(network.Parameters))
        {
            Time = new StoppedClock(), // only so that this sample always prints the same seconds
            Plateau = new ReduceOnPlateau { Patience = 0, Factor = 0.1, Threshold = 0.9 },
            Listeners = [new TrainingEvents(e => logger.Log((LogLevel)e.Level, new EventId(e.Id, e.Name), e, null, (it, _) => it.ToString()))],
        };
        trainer.Fit(new BatchLoader(SquareFunction.Training, batchSize: 2), epochs: 3);
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}

// Prints:
// Information: Training[1] Training of MultilayerPerceptron with sgd(0.2) begins: 3 epochs of 5 steps over 10 examples
// Information: Training[20] Epoch 1 of 3: train loss 0.0320148, rate 0.2, 0 s
// Information: Training[20] Epoch 2 of 3: train loss 0.117936, rate 0.2, 0 s
// Information: Training[21] Epoch 2: train_loss is 0.117936 and has not been better than 0.0320148 by 0.0288133 for more than 0 epochs; the plateau lowers the scale of the rates from 1 to 0.1
// Information: Training[20] Epoch 3 of 3: train loss 0.153152, rate 0.02, 0 s
// Information: Training[21] Epoch 3: train_loss is 0.153152 and has not been better than 0.0320148 by 0.0288133 for more than 0 epochs; the plateau lowers the scale of the rates from 0.1 to 0.01
// Information: Training[40] Training is over: 3 epochs, 15 updates
