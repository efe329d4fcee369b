using Anneal.Cli;
using Anneal.Tests.Cli;

namespace Anneal.Tests.Faults.Files;

public sealed class PaddleOcrConfiguration : DamagedFile
{
    public override string Name => "configuration of PaddleOCR (rec.yml)";

    public override string FileName => "rec.yml";

    public override bool Sealed => false;

    public override int Rounds => 1000;

    public override int Head => 600;

    public override void Write(string path) => File.WriteAllText(
        path,
        """
            Global: {epoch_num: 5, use_gpu: true}
            Optimizer:
              name: AdamW
              beta1: 0.9
              lr:
                name: Cosine
                learning_rate: 0.001
                warmup_epoch: 2
              regularizer: {name: L2, factor: 3.0e-05}
              one_dim_param_no_weight_decay: true
            Train:
              loader: {shuffle: true, batch_size_per_card: 2}
            Architecture: {model_type: rec}
            anneal: {experiment: square}
            """);

    public override string Read(string path)
    {
        (int code, string output, string error) = Tool.Run("train", path, "--dry-run");
        Assert.True(code is 0 or 2, error);
        return code == 0 ? output : throw new UserError(error);
    }

    public override bool Refuses(Exception exception) => exception is UserError && exception.Message.Length > 20 && !exception.Message.Contains("Exception", StringComparison.Ordinal);
}
