namespace Anneal.Tests.Faults.Files;

public sealed class RichConfigurationFile : ConfigurationFile
{
    public override string Name => "configuration with every kind of key (YAML)";

    public override string FileName => "anneal.yaml";

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
}
