using System.Text.Json;
using System.Text.Json.Serialization;
using Anneal.Data;
using Anneal.Modules;
using Anneal.Optimizers;
using Anneal.Optimizers.Text;
using Anneal.Schedules;
using Anneal.Schedules.Text;
using Anneal.Training;
using Anneal.Training.Metrics;

// What is found by reflection: factories, peers' names, rules, metrics.
Schedule rate = Schedule.Parse("linear(0.001, 0.02, over: 20) then cosine(0.02, 0, over: rest)", RunLength.Steps(200));
Console.WriteLine(rate);
Console.WriteLine(FormattableString.Invariant($"{Schedule.Parse("pytorch:OneCycleLR(max_lr=0.3, total_steps=20)").At(7):R}"));
Console.WriteLine(UpdateRule.Parse("lookahead(pytorch:SGD(lr=0.1, momentum=0.9))"));
Console.WriteLine($"{Catalogue.Schedules.Count} {Catalogue.Dialects.Count} {RuleCatalogue.Rules.Count} {RuleCatalogue.PeerEntries.Count} {Metric.Parse("mse").Name}");

string json = JsonSerializer.Serialize(rate, Written.Default.Schedule);
Console.WriteLine(json);
Console.WriteLine(JsonSerializer.Deserialize(json, Written.Default.Schedule) == rate);

// A training, to the last bit.
float[] x = [.. Enumerable.Range(0, 40).Select(i => (i / 20f) - 1)];
float[] y = [.. x.Select(value => value * value)];
var network = new Sequential(new Linear(1, 16), new Tanh(), new Linear(16, 1));
network.Initialize(seed: 1);
Trainer trainer = new(network, new AdamW { LearningRate = rate }.For(network.Parameters)) { Threads = 1 };
History history = trainer.Fit(new BatchLoader(new ArrayDataset(x, [1], y, [1]), 4) { Shuffle = 1 }, epochs: 20);
Console.WriteLine(FormattableString.Invariant($"{history.Of("train_loss")[0]:R} {history.Of("train_loss")[^1]:R}"));

[JsonSerializable(typeof(Schedule))]
internal sealed partial class Written : JsonSerializerContext;
