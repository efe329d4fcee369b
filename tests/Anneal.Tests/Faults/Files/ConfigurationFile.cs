using Anneal.Cli;
using Anneal.Tests.Cli;

namespace Anneal.Tests.Faults.Files;

public sealed class ConfigurationFile : DamagedFile
{
    public override string Name => "configuration of a training (anneal.yaml)";

    public override string FileName => "anneal.yaml";

    public override bool Sealed => false;

    public override int Rounds => 1000;

    public override int Head => 600;

    public override void Write(string path) => File.WriteAllText(
        path,
        """
            experiment: square
            epochs: 3
            seeds: 2
            optimizer: {name: adamW, beta2: 0.99, weight_decay: 0.1}
            schedule:
              schedule: warmedUp
              of: {schedule: cosine, from: 0.01, to: 0, over: rest}
              over: 10%
            groups:
              - &first {name: biases, match: ["*.bias", x], rate_factor: 2}
              - {<<: *first, name: first layer, match: "0.*", frozen_until: 1ep}
            clip_norm: 1e1
            average: {type: ema, decay: "linear(0.9, 0.99, over: rest)", from: 10%}
            guard: true
            early_stopping: {metric: validation_val, patience: 4}
            """);

    public override string Read(string path)
    {
        (int code, string output, string error) = Tool.Run("train", path, "--dry-run");
        Assert.True(code is 0 or 2, error);
        return code == 0 ? output : throw new UserError(error);
    }

    public override bool Refuses(Exception exception) => exception is UserError && exception.Message.Length > 20 && !exception.Message.Contains("Exception", StringComparison.Ordinal);
}
