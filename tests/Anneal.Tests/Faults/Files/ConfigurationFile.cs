using Anneal.Cli;
using Anneal.Tests.Cli;

namespace Anneal.Tests.Faults.Files;

public class ConfigurationFile : DamagedFile
{
    public override string Name => "configuration (YAML)";

    public override string FileName => "houses.yaml";

    // A changed number is a number.
    public override bool Sealed => false;

    public override void Write(string path)
    {
        string samples = Path.Combine(Expected.Root, "samples/configurations");
        foreach (string file in Directory.GetFiles(samples))
            File.Copy(file, Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(file)), overwrite: true);
    }

    public override string Read(string path)
    {
        (int code, string output, string error) = Tool.Run("train", path, "--dry-run");
        return code switch
        {
            0 => output,
            2 => throw new UserError(error),
            _ => throw new InvalidOperationException($"Exit code {code}: {error}"),
        };
    }

    public override bool Refuses(Exception exception) => exception is UserError && exception.Message.StartsWith("anneal train: ", StringComparison.Ordinal) && exception.Message.Length > 30;
}
