using Anneal.Cli;
using Anneal.Cli.Plans;

namespace Anneal.Tests.Faults.Files;

public sealed class PlanFile : DamagedFile
{
    public override string Name => "plan of a training (plan.json)";

    public override string FileName => "plan.json";

    public override bool Sealed => false;

    public override void Write(string path) => File.WriteAllText(path, new Plan { Kind = PlanKind.Comparison, Name = "it", Experiment = "square", Schedules = [new("a", "constant(0.1)")], Optimizer = "sgd()", Epochs = 1, Batch = 1, Seeds = 1 }.ToJson());

    public override string Read(string path) => Plan.Read(path).ToJson();

    public override bool Refuses(Exception exception) => exception is UserError;
}
