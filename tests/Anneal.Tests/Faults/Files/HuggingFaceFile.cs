namespace Anneal.Tests.Faults.Files;

public sealed class HuggingFaceFile : ConfigurationFile
{
    public override string Name => "Hugging Face arguments (JSON)";

    public override string FileName => "hugging-face.json";
}
